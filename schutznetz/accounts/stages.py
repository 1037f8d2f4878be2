"""The step between password and being inside."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from schutznetz.accounts.access import came_by_strong_service


class SecondFactor(AuthenticateStage):  # type: ignore[misc]  # allauth is untyped
    """Asks for the second factor, but not whoever has just shown one to the own institution."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if came_by_strong_service(request, self.login.user):
            return False
        return bool(super()._should_handle(request))
