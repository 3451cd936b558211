"""gunicorn for a city: one process, one worker, one port; nginx spreads people over several such processes.

    COMPETITION_PORT=8001 gunicorn --config deploy/gunicorn.conf.py

The worker class and the app are competition.wsgi's, the only file that knows the worker model. Settings come from the
environment, as for `competition serve`. Several need DATABASE_URL (PostgreSQL), REDIS_URL and PUBLIC_BASE_URL.
"""

import os

WORKER_CLASSES = {"eventlet": "competition.wsgi.EventletWorker", "gevent": "competition.wsgi.GeventWorker"}

wsgi_app = "competition.wsgi:app"
worker_class = WORKER_CLASSES[os.environ.get("COMPETITION_ASYNC", "eventlet")]
bind = f"{os.environ.get('COMPETITION_HOST', '127.0.0.1')}:{os.environ.get('COMPETITION_PORT', '8000')}"

workers = 1  # a socket lives in one process, so a second worker here would share its port but not its sockets
worker_connections = 20_000
backlog = 4_096
keepalive = 30
timeout = 60
graceful_timeout = 10
control_socket_disable = True
