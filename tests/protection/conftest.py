"""What tests of protection share with those of officers' pages."""

from tests.web.conftest import in_register, reported, sign_in

__all__ = ["in_register", "reported", "sign_in"]
