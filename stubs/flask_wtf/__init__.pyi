"""What Consult uses of flask_wtf, which publishes no types."""
from flask_wtf.csrf import CSRFProtect as CSRFProtect
from flask_wtf.form import FlaskForm as FlaskForm
