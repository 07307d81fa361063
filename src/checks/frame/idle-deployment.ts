/** The step that is missing where a file makes a deployment with a schedule and hands it to no orchestrator. */
export function applyStep(path: string): string {
  return `Apply the deployment that ${path} makes (\`deployment.apply()\`, or serve the flow), so that its schedule runs.`
}
