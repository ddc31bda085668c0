"""The screens of the face itself, and `perform`, by which every screen acts."""

from huanjie.office.face.acts import go_on, perform, refused

__all__ = ["go_on", "perform", "refused"]
