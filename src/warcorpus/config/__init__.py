"""All settings: what they are, and how they come from flags, environment and file."""

from warcorpus.config.loading import (
    FaultyConfigError,
    Setting,
    as_config,
    config_digest,
    effective,
    load_config,
    settings_of,
)
from warcorpus.config.settings import (
    DEFAULT,
    Config,
    LimitsConfig,
    MatchConfig,
    MergeConfig,
    ReadConfig,
    RunConfig,
)

__all__ = [
    "DEFAULT",
    "Config",
    "FaultyConfigError",
    "LimitsConfig",
    "MatchConfig",
    "MergeConfig",
    "ReadConfig",
    "RunConfig",
    "Setting",
    "as_config",
    "config_digest",
    "effective",
    "load_config",
    "settings_of",
]
