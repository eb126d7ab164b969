"""A relay or a consumer as a process of its own, to be killed: `python -m bench.events.process relay|consumers DATABASE BUS NAME`.

Started by the drill, with the orchestrator's folder on its path. The consumer writes down each event in one transaction with that
it was told of it.
"""

import importlib
import sys
from typing import Any

import anyio
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.orm import Session

CONSUMER = "drill"
APPLY = text("INSERT INTO drill (subject, number) VALUES (:subject, :number)")


def of_orchestrator(module: str) -> Any:
    return importlib.import_module(f"app.{module}")


async def handle(given: Any) -> Any:
    event = given.event
    if event.data["n_consents"]:
        raise ValueError("nobody can handle this")

    def apply(session: Session) -> None:
        values = {"subject": event.subject, "number": event.data["n_tasks"]}
        session.execute(APPLY, values)

    return apply


async def main(part: str, database_url: str, bus_url: str, name: str) -> None:
    database = of_orchestrator("db.session").open_database(database_url)
    bus = (
        of_orchestrator("eventing.nats_bus").NatsBus(bus_url, ack_wait_s=2.0, wait_s=0.5)
        if bus_url
        else of_orchestrator("eventing.in_process").InProcessBus(
            database, name, wait_s=0.2, lease_s=2.0
        )
    )
    consuming = of_orchestrator("eventing.consumer")
    retries = consuming.Retries((0.1, 0.2))
    consumer = consuming.Consumer(CONSUMER, frozenset({"speaker.erased"}), handle, retries)
    registry = CollectorRegistry()
    with of_orchestrator("runs.metrics").task_metrics(registry, named_tenants=0) as metrics:
        eventing = of_orchestrator("eventing.service").Eventing(
            database, bus, {CONSUMER: consumer}, lambda _: None, metrics.events, name, 0.05
        )
        async with eventing.working(metrics, [part]):
            await anyio.sleep_forever()


if __name__ == "__main__":
    chosen_part, database_address, bus_address, own_name = sys.argv[1:]
    anyio.run(main, chosen_part, database_address, bus_address, own_name)
