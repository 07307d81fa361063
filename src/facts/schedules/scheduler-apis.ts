/**
 * A call that sets up a schedule. `keywords`: one of these is given and is not None; `whole`: it schedules what its file holds when it names nothing itself.
 * `madeOnly` are methods that make a schedule which does not run before something hands it over; `of` is how the call's dotted name has to begin, where the
 * method alone could be anybody's; `repeats` asks for a trigger that comes back.
 */
export type SchedulerApi = {
  readonly tool: string
  readonly root: RegExp
  readonly method: RegExp
  readonly keywords: readonly string[] | null
  readonly whole: boolean
  readonly madeOnly?: RegExp
  readonly of?: string
  readonly repeats?: true
}

const CLOCKS = ['cron', 'interval', 'rrule', 'schedule', 'schedules', 'anchor_date'] as const

/** Calls by which Python code sets up a schedule; `root` is the package that the file imports. */
export const SCHEDULER_CALLS: readonly SchedulerApi[] = [
  { tool: 'Prefect deployment', root: /^prefect/, method: /^(?:serve|deploy|to_deployment|build_from_flow|Deployment|DeploymentSpec|from_flow|from_entrypoint|Flow)$/, keywords: CLOCKS, whole: false, madeOnly: /^(?:build_from_flow|from_flow|from_entrypoint|to_deployment|Deployment)$/ },
  { tool: 'Dagster schedule', root: /^dagster/, method: /^(?:ScheduleDefinition|build_schedule_from_partitioned_job|build_schedule_from_dbt_selection|SensorDefinition|AutomationConditionSensorDefinition)$/, keywords: null, whole: true },
  { tool: 'Kubeflow recurring run', root: /^kfp/, method: /^create_recurring_run$/, keywords: null, whole: true },
  { tool: 'Vertex AI pipeline schedule', root: /^google|^kfp/, method: /^(?:create_schedule|PipelineJobSchedule|create_schedule_from_job_spec)$/, keywords: null, whole: true },
  { tool: 'ZenML schedule', root: /^zenml/, method: /^Schedule$/, keywords: null, whole: true },
  { tool: 'Azure ML schedule', root: /^azure/, method: /^(?:JobSchedule|ScheduleRecurrence)$/, keywords: null, whole: true },
  { tool: 'SageMaker pipeline schedule', root: /^sagemaker|^boto3/, method: /^(?:put_triggers|PipelineSchedule)$/, keywords: null, whole: true },
  { tool: 'EventBridge schedule', root: /^boto3/, method: /^(?:put_rule|create_schedule)$/, keywords: ['ScheduleExpression'], whole: true },
  { tool: 'Cloud Scheduler job', root: /^google\.cloud/, method: /^CloudSchedulerClient$/, keywords: null, whole: true },
  { tool: 'Flyte launch plan', root: /^flytekit/, method: /^(?:LaunchPlan|get_or_create|create)$/, keywords: ['schedule'], whole: false },
  { tool: 'APScheduler job', root: /^(?:apscheduler|flask_apscheduler|fastapi_apscheduler|django_apscheduler)/, method: /^add_job$/, keywords: null, whole: false, repeats: true },
  { tool: 'schedule job', root: /^schedule$/, method: /^do$/, keywords: null, whole: false, of: 'schedule.' },
  { tool: 'timer', root: /^threading/, method: /^Timer$/, keywords: null, whole: false, of: 'threading.' },
  { tool: 'Celery beat task', root: /^celery/, method: /^add_periodic_task$/, keywords: null, whole: false },
  { tool: 'RQ schedule', root: /^rq_scheduler/, method: /^(?:cron|schedule)$/, keywords: null, whole: false },
  { tool: 'cron in the process', root: /^aiocron/, method: /^crontab$/, keywords: null, whole: false },
]

/** A decorator that puts a function on a schedule. `byHand` says where the function runs that has the decorator and no schedule: a job that somebody starts. */
export type SchedulerDecorator = { readonly tool: string; readonly root: RegExp; readonly name: RegExp; readonly keywords: readonly string[] | null; readonly byHand?: string }

/** Decorators that put a function on a schedule, or call it when something arrives. */
export const SCHEDULER_DECORATORS: readonly SchedulerDecorator[] = [
  { tool: 'Dagster schedule', root: /^dagster/, name: /(?:^|\.)(?:schedule|sensor|asset_sensor|multi_asset_sensor|freshness_policy_sensor)$/, keywords: null },
  { tool: 'Dagster automation', root: /^dagster/, name: /(?:^|\.)(?:asset|multi_asset)$/, keywords: ['automation_condition', 'auto_materialize_policy'] },
  { tool: 'repeated task', root: /^fastapi_util/, name: /(?:^|\.)(?:repeat_every|repeat_at)$/, keywords: null },
  { tool: 'APScheduler job', root: /^(?:apscheduler|flask_apscheduler)/, name: /\.(?:scheduled_job|task)$/, keywords: null },
  { tool: 'schedule job', root: /^schedule$/, name: /^schedule\.repeat$/, keywords: null },
  { tool: 'Modal schedule', root: /^modal/, name: /\.function$/, keywords: ['schedule'], byHand: 'on Modal' },
  { tool: 'periodic task', root: /^(?:huey|celery)/, name: /(?:^|\.)periodic_task$/, keywords: null },
  { tool: 'cron in the process', root: /^aiocron/, name: /^aiocron\.crontab$/, keywords: null },
  { tool: 'Rocketry task', root: /^rocketry/, name: /\.task$/, keywords: null },
  { tool: 'scheduled function', root: /^firebase_functions/, name: /scheduler_fn\.on_schedule$/, keywords: null },
]
