"""Pages of this room that a register cannot say. They stand before the registers' own addresses."""

urlpatterns: list = []
