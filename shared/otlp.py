"""Spans by OpenTelemetry's SDK, sent by OTLP over HTTP in batches. Imported only where an endpoint is set.

The provider is not the process's: FastAPI's and redis's own instrumentation, which would tell paths and messages, stay
without one, and the eleven services of one process stay apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
    set_span_in_context,
)

from shared import __version__
from shared.settings import CommonSettings
from shared.tracing import Kind, OpenSpan, Value, checked

EXPORT_TIMEOUT_S = 5.0
"""For one batch; also how long a stop waits at most for the last ones."""
QUEUED_SPANS = 4096
"""Some 40 tasks' worth; beyond, spans are dropped, not memory taken."""
_KINDS: Mapping[Kind, SpanKind] = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}


@dataclass(frozen=True, slots=True)
class OtlpSpan:
    tracer: Tracer
    span: Span

    def rename(self, name: str) -> None:
        self.span.update_name(name)

    def tell(self, attributes: Mapping[str, Value]) -> None:
        self.span.set_attributes(checked(attributes))

    def failed(self, error_type: str) -> None:
        self.span.set_attribute("error.type", error_type)
        self.span.set_status(Status(StatusCode.ERROR))

    def child(self, name: str, kind: Kind) -> OpenSpan:
        context = set_span_in_context(self.span, Context())
        return OtlpSpan(self.tracer, self.tracer.start_span(name, context, _KINDS[kind]))

    def end(self) -> None:
        self.span.end()

    @property
    def traceparent(self) -> str:
        context = self.span.get_span_context()
        return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    @property
    def trace_id(self) -> str:
        return f"{self.span.get_span_context().trace_id:032x}"


@dataclass(frozen=True, slots=True)
class OtlpTracing:
    provider: TracerProvider
    tracer: Tracer

    @classmethod
    def of(cls, common: CommonSettings, service: str) -> "OtlpTracing":
        resource = Resource.create({"service.name": service, "service.version": __version__})
        provider = TracerProvider(
            sampler=ParentBased(TraceIdRatioBased(common.otel_traces_sampler_arg)),
            resource=resource,
            span_limits=SpanLimits(max_span_attributes=16, max_span_attribute_length=200),
            shutdown_on_exit=False,  # whoever opened it closes it
        )
        exporter = OTLPSpanExporter(
            endpoint=common.otel_exporter_otlp_endpoint.rstrip("/") + "/v1/traces",
            headers=_read_headers(common.otel_exporter_otlp_headers.get_secret_value()),
            timeout=EXPORT_TIMEOUT_S,
        )
        provider.add_span_processor(
            BatchSpanProcessor(
                exporter,
                max_queue_size=QUEUED_SPANS,
                schedule_delay_millis=1000,
                max_export_batch_size=512,
            )
        )
        return cls(provider, provider.get_tracer("agentforge-voice", __version__))

    def start(
        self, name: str, kind: Kind, *, parent: str | None, link: str | None = None
    ) -> OpenSpan:
        context = Context()
        if parent is not None:
            context = set_span_in_context(NonRecordingSpan(_read(parent)), context)
        links = [Link(_read(link))] if link is not None else []
        return OtlpSpan(
            self.tracer, self.tracer.start_span(name, context, _KINDS[kind], links=links)
        )

    def close(self) -> None:
        self.provider.shutdown()


def _read(traceparent: str) -> SpanContext:
    """Of one that is in form."""
    _, trace_id, span_id, flags = traceparent.split("-")
    return SpanContext(
        int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16))
    )


def _read_headers(written: str) -> dict[str, str]:
    """`name=value,name=value`, as the standard variable has it."""
    pairs = (each.partition("=") for each in written.split(",") if "=" in each)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
