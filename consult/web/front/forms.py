"""Forms of the front pages."""
from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, StringField


class SignInForm(FlaskForm):
    """Name and password."""

    login = StringField(_("登录名"))
    password = PasswordField(_("密码"))


class JoinForm(FlaskForm):
    """A household's invitation code becomes an account: for somebody entered in the home, or under a new name."""

    code = StringField(_("邀请码"))
    who = RadioField(_("您是哪一位？"), choices=[], validate_choice=False)
    same = RadioField(_("是同一位吗？"), choices=[], validate_choice=False)
    name = StringField(_("姓名"))
    called = StringField(_("邻居怎么称呼您"))
    comes_of_age = StringField(_("还没满18周岁的，写哪一年哪一月满"))
    login = StringField(_("登录名"))
    password = PasswordField(_("密码"))


class LoginNameForm(FlaskForm):
    """Another login name, with the password in force."""

    login = StringField(_("新的登录名"), id="new-login")
    password = PasswordField(_("现在的密码"), id="login-password")


class PasswordForm(FlaskForm):
    """A new password, with the one in force."""

    current = PasswordField(_("现在的密码"))
    password = PasswordField(_("新密码"))
