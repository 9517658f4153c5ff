"""Where the web server finds the house."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
application = get_wsgi_application()
