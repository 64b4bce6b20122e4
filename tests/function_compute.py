"""What Function Compute accepts in template.yml; `s` and its own schemas let mistakes through."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Region = Annotated[str, Meta(pattern=r"^[a-z]{2}-[a-z]+(-\d)?$")]
FunctionName = Annotated[str, Meta(pattern=r"^[A-Za-z_][\w-]{0,63}$")]
Variable = Annotated[str, Meta(pattern=r"^(?!FC_|ALIBABA_CLOUD_)[A-Za-z][A-Za-z0-9_]*$")]
RoleArn = Annotated[str, Meta(pattern=r"^(acs:ram::\d+:role/[\w.-]{1,64})?$")]
CRON = r"^(@every [1-9]\d*[mh]|(CRON_TZ=[A-Za-z_]+/[A-Za-z_]+ )?[^ =]+( [^ ]+){5})$"
Method = Literal["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]


class Strict(Struct, forbid_unknown_fields=True, kw_only=True):
    """Refuses a property that the platform would silently ignore."""


class HttpConfig(Strict):
    authType: Literal["anonymous"]
    disableURLInternet: bool
    methods: list[Method]


class HttpTrigger(Strict, tag_field="triggerType", tag="http"):
    triggerName: str
    triggerConfig: HttpConfig


class TimerConfig(Strict):
    cronExpression: Annotated[str, Meta(pattern=CRON)]
    enable: bool
    payload: str


class TimerTrigger(Strict, tag_field="triggerType", tag="timer"):
    triggerName: str
    triggerConfig: TimerConfig


class AsyncInvokeConfig(Strict):
    maxAsyncRetryAttempts: Annotated[int, Meta(ge=0, le=8)]
    asyncTask: bool = False
    maxAsyncEventAgeInSeconds: Annotated[int, Meta(ge=1, le=604_800)] | None = None


class Vpc(Strict):
    vpcId: str
    vSwitchIds: list[str]
    securityGroupId: str


class LogConfig(Strict):
    project: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    logstore: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]$")]
    enableRequestMetrics: bool
    enableInstanceMetrics: bool
    logBeginRule: Literal["None"]  # DefaultRegex takes lines of JSON for parts of one


class ScheduledPolicy(Strict):
    name: str
    scheduleExpression: Annotated[str, Meta(pattern=r"^cron\([^ ]+( [^ ]+){5}\)$")]
    timeZone: Literal["Asia/Shanghai"]  # UTC without one
    startTime: str
    endTime: str
    target: Annotated[int, Meta(ge=0)]


class ScalingConfig(Strict):
    minInstances: Annotated[int, Meta(ge=0)]
    scheduledPolicies: list[ScheduledPolicy] = []


class ConcurrencyConfig(Strict):
    reservedConcurrency: Annotated[int, Meta(ge=1, le=300)]


class Deployed(Strict, kw_only=True):
    region: Region
    functionName: FunctionName
    handler: Literal["index.handler"]
    code: str
    memorySize: Annotated[int, Meta(ge=128, le=32_768, multiple_of=64)]
    cpu: Annotated[float, Meta(ge=0.05, le=16)]
    diskSize: Literal[512, 10_240]
    timeout: Annotated[int, Meta(ge=1, le=86_400)]
    logConfig: LogConfig | Literal["auto"]
    vpcConfig: Vpc
    environmentVariables: dict[Variable, str]
    triggers: Annotated[list[HttpTrigger | TimerTrigger], Meta(max_length=10)]
    asyncInvokeConfig: AsyncInvokeConfig
    role: RoleArn = ""
    scalingConfig: ScalingConfig | None = None
    concurrencyConfig: ConcurrencyConfig | None = None

    @property
    def methods(self) -> list[list[Method]]:
        """Those of each HTTP trigger."""
        return [t.triggerConfig.methods for t in self.triggers if isinstance(t, HttpTrigger)]

    @property
    def schedule(self) -> list[TimerConfig]:
        """What its timers are told."""
        return [t.triggerConfig for t in self.triggers if isinstance(t, TimerTrigger)]


class EventFunction(Deployed, tag_field="runtime", tag="python3.12"):
    """FC's own runtime, one request at a time."""


class CustomRuntime(Strict):
    command: Annotated[list[str], Meta(min_length=1)]
    port: Annotated[int, Meta(ge=1, le=65_535)]


class WebFunction(Deployed, kw_only=True, tag_field="runtime", tag="custom.debian11"):
    """Our own server, many requests at a time."""

    instanceConcurrency: Annotated[int, Meta(ge=1, le=200)]
    customRuntimeConfig: CustomRuntime


class Certificate(Strict):
    certId: Annotated[str, Meta(min_length=1)]


class Route(Strict):
    path: Annotated[str, Meta(pattern=r"^/([\w.-]+/)*([\w.-]+|\*)?$")]
    functionName: FunctionName
    qualifier: Literal["LATEST", "prod"]
    methods: list[Method]


class RouteConfig(Strict):
    routes: list[Route]


class Domain(Strict):
    region: Region
    domainName: Annotated[str, Meta(min_length=1)]
    protocol: Literal["HTTP", "HTTPS"]
    certConfig: Certificate | Literal[""]
    routeConfig: RouteConfig
