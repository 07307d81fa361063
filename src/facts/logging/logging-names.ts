/** Packages that log, by the first part of a resolved name. */
const LIBRARIES = /^(?:logging|loguru|structlog|picologging|logzero|logbook|logfire|colorlog|coloredlogs|daiquiri|verboselogs|eliot|absl\.logging|aws_lambda_powertools|prefect|zenml\.logger|airflow|dagster|ray|accelerate\.logging|asyncio\.log)(?:$|[.([])/

/** These come with a handler and a format of their own: using them is enough. */
const READY_MADE = /^(?:loguru|logzero|aws_lambda_powertools(?:\.logging)?\.Logger)(?:$|[.([])/

/** Methods that write a record; ClearML's task logger has `report_text`. */
const LEVELS = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal', 'success', 'trace', 'log', 'report_text'])

/** What loggers of any origin are called: `logger`, `log`, `self._logger`, `LOGGER`, `context.log`. */
const LOGGER_NAME = /^_*(?:[a-z]+_)?(?:log|logger|logging)$/i

/** Objects that keep a run's metrics, called loggers as well. */
const TRACKER = /(?:Wandb|MLFlow|TensorBoard|CSV|Comet|Neptune|ClearML|DVCLive)Logger|\.loggers(?:\.|$)|SummaryWriter/i

/** Calls that set up where and how records are written, by resolved name. */
const CONFIGURES = new RegExp(`^(?:${[
  '(?:logging|picologging|colorlog)\\.(?:basicConfig|config\\.(?:dictConfig|fileConfig))',
  'structlog\\.(?:configure|configure_once)', 'loguru\\.logger\\.(?:add|configure)', 'logzero\\.(?:logfile|loglevel|json|formatter|setup_logger|setup_default_logger)',
  'coloredlogs\\.install', 'verboselogs\\.install', 'daiquiri\\.(?:setup|basic_config)', 'logfire\\.configure', 'eliot\\.(?:to_file|add_destinations)', 'click_log\\.basic_config',
  'absl\\.logging\\.(?:set_verbosity|use_absl_handler)', 'logbook\\..{1,100}\\.push_application', 'tornado\\.log\\.enable_pretty_logging', 'seqlog\\.(?:configure|log_to)\\w*',
  'azure\\.monitor\\.opentelemetry\\.configure_azure_monitor', 'google\\.cloud\\.logging\\..{0,100}\\.setup_logging', 'google\\.cloud\\.logging\\.handlers\\.setup_logging', 'json_logging\\.init_\\w+',
].join('|')})$`)

/** Whether a resolved name belongs to a library that logs (the standard one, loguru, structlog, an orchestrator's). */
export function isLoggingLibrary(dotted: string): boolean {
  return LIBRARIES.test(dotted)
}

/** Whether a resolved name belongs to a library that is configured as it comes. */
export function isReadyMade(dotted: string): boolean {
  return READY_MADE.test(dotted)
}

/** Whether a method writes a record. */
export function isLevel(method: string): boolean {
  return LEVELS.has(method)
}

/** Whether an object is called as loggers are; the last part of `self.logger` decides. */
export function looksLikeLogger(name: string): boolean {
  return LOGGER_NAME.test(name)
}

/** Whether a resolved name is an experiment tracker's logger. */
export function isTracker(dotted: string): boolean {
  return TRACKER.test(dotted)
}

/** Whether a call of this resolved name configures logging. */
export function configuresLogging(dotted: string): boolean {
  return CONFIGURES.test(dotted)
}

/** Whether a module is there for logging alone: `logger.py`, `log_config.py`, `logging/__init__.py`. */
export function isLoggingModule(path: string): boolean {
  const parts = path.replace(/\.py$/, '').split('/')
  const stem = parts.at(-1) === '__init__' ? parts.at(-2) ?? '' : parts.at(-1) ?? ''
  return /^_?(?:(?:setup|configure|config|init|app|custom|my|base|get|core|structured|json|project|utils?)_)?(?:log|logs|logger|loggers|logging)(?:_?(?:config|configs|configuration|setup|settings|utils?|helpers?|handlers?|factory|conf|manager))?$/i.test(stem)
}

/** Whether a file stands beside the service and its pipeline, seen from the project's folder: a course's report checker, the docs, examples. */
export function isBesideProject(project: string, path: string): boolean {
  const inside = project === '.' ? path : path.slice(project.length + 1)
  return /^(?:reports?|docs?|documentation|slides|examples?|\.[^/]+)\//.test(inside)
}
