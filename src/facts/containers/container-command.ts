import type { ContainerCommand, DockerfileTree, DockerStage } from '../../parse/dockerfile/tree.ts'

/** What a container starts with: an instruction of its own file, or what its image brings along. `idle` where it only opens a shell or keeps the container open. */
export type FinalCommand = { readonly text: string; readonly line: number; readonly from: 'file' | 'image'; readonly idle: boolean }

const IDLE = /^(?:(?:sh|bash|\/bin\/sh|\/bin\/bash) -c )?["']?(?:tail -[fF] \/dev\/null|sleep (?:infinity|inf|\d+)|cat|echo [^&|;]*|true|:|(?:\/(?:usr\/)?bin\/)?(?:env )?(?:ba|z)?sh|python3?|ipython)["']?$/

/** Images that start a service or a worker by themselves; an interpreter's own command (`python3`) starts nothing. */
const STARTS = /(?:^|\/)(?:tensorflow\/serving|pytorch\/torchserve|kserve\/[\w-]*server|seldonio\/[\w.-]+|tritonserver|tiangolo\/[\w-]+|bentoml\/[\w-]+|apache\/airflow|apache\/superset|puckel\/docker-airflow|prefecthq\/prefect|mageai\/mageai|kestra\/kestra|dagster\/[\w-]+|bitnami\/[\w-]+|jupyter\/[\w-]+|jupyterhub|nginx|httpd|caddy|traefik|postgres|mysql|mariadb|redis|mongo|rabbitmq|minio\/minio|grafana\/[\w-]+|prom\/[\w-]+|evidently\/[\w-]+|sagemaker-[\w-]+|n8nio\/n8n|metabase\/metabase|ghcr\.io\/mlflow\/mlflow|localstack\/localstack|n8n|huggingface\/text-[\w-]+|vllm\/vllm-openai|ollama\/ollama|astro-runtime|quay\.io\/astronomer\/astro-runtime)(?:[:@]|$)/i

/**
 * The command of a Dockerfile's last stage, or of the one that a build names as its target: its own or that of the earlier stages it builds on; else that of a known image which starts something.
 * Null where nothing is started.
 */
export function finalCommandOf({ stages }: DockerfileTree, target: string | null = null): FinalCommand | null {
  let stage: DockerStage | undefined = stages.find((one) => one.name !== null && one.name === target?.toLowerCase()) ?? stages.at(-1)
  for (let hop = 0; hop < 20 && stage !== undefined; hop += 1) {
    const written = joined(stage.entrypoint, stage.command)
    if (written !== null) return { ...written, from: 'file', idle: IDLE.test(written.text.trim()) }
    const below: DockerStage | undefined = earlierStage(stages, stage)
    if (below === undefined) return STARTS.test(stage.from) ? { text: `the command of ${stage.from}`, line: stage.line, from: 'image', idle: false } : null
    stage = below
  }
  return null
}

function joined(entrypoint: ContainerCommand | null, command: ContainerCommand | null): { readonly text: string; readonly line: number } | null {
  const main = entrypoint ?? command
  return main === null ? null : { text: [entrypoint, command].flatMap((one) => one?.text ?? []).join(' '), line: main.line }
}

/** The stage of the same file that a stage is built from: by its name, as Docker reads it. */
function earlierStage(stages: readonly DockerStage[], stage: DockerStage): DockerStage | undefined {
  return stages.slice(0, stages.indexOf(stage)).findLast((other) => other.name !== null && other.name === stage.from.toLowerCase())
}
