"""The step between password and being inside."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest


class SecondFactor(AuthenticateStage):  # type: ignore[misc]  # allauth is untyped
    """Asks for the second factor, but not whoever has just shown one to the own institution."""

    def _should_handle(self, request: HttpRequest) -> bool:
        strong = {each.provider_id for each in settings.LOGIN_SERVICES.values() if each.has_second_factor}
        records = get_authentication_records(request, self.login.user)
        if records and records[-1].get("provider") in strong:
            return False
        return bool(super()._should_handle(request))
