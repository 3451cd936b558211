"""Alembic's entrance: one connection, one transaction, the house's metadata."""

from alembic import context
from sqlalchemy import create_engine, pool

from competition.store.base import Base

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, transaction_per_migration=True, render_as_batch=False
    )
    with context.begin_transaction():
        context.run_migrations()
