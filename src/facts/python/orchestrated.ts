const ORCHESTRATED = /^(?:airflow\.(?:\w+\.)*(?:task|task_group|dag)(?:\.\w+)?|prefect\.(?:\w+\.)*(?:task|flow)|dagster\.(?:op|job|asset)|zenml\.(?:\w+\.)*(?:step|pipeline))$/

/** Whether a decorator, by its resolved dotted name, makes a function a task, flow or DAG of an orchestrator. */
export function isOrchestrated(decorator: string): boolean {
  return ORCHESTRATED.test(decorator)
}
