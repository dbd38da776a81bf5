from tests.opfoelgning.sager import kontor

__all__ = ["kontor"]
