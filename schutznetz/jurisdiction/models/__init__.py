from schutznetz.jurisdiction.models.catchments import Catchment
from schutznetz.jurisdiction.models.numbers import EmergencyNumber, TestCall
from schutznetz.jurisdiction.models.services import DeviatingHours, DutyService, Shift

__all__ = ["Catchment", "DeviatingHours", "DutyService", "EmergencyNumber", "Shift", "TestCall"]
