import type { Command } from './command.ts'

/** Commands whose whole purpose is to bring an earlier release back, on the words joined by blanks. */
const UNDO: readonly RegExp[] = [
  /^(?:kubectl|oc)\b.* rollout undo\b/, /^(?:kubectl argo rollouts|kubectl-argo-rollouts) (?:undo|abort)\b/, /^oc rollback\b/, /^helm\b.* rollback\b/, /^helm rollback\b/, /^argocd app rollback\b/, /^docker service (?:rollback\b|update\b.* --rollback\b)/,
  /^heroku (?:rollback|releases:rollback)\b/, /^(?:vercel|railway|netlify|wrangler|serverless|sls|sst|dokku|kamal|cap|azd|bentoml|truss)\b.* ?rollback\b/, /^fly(?:ctl)? (?:releases? rollback|machine .*rollback)\b/, /^aws deploy\b.* rollback\b/, /^aws (?:cloudformation (?:rollback-stack|cancel-update-stack)|codepipeline rollback-stage)\b/,
  /^gcloud deploy (?:targets|releases) rollback\b/, /^nomad job revert\b/, /^eb (?:abort|deploy --version)\b/, /^az (?:webapp|functionapp) deployment .*rollback\b/, /^(?:ansistrano|mina|dep) rollback\b/,
]
/** Deploying or moving traffic to what a name calls earlier. */
const BACK = /^(?:gcloud\b.* run services update-traffic\b.*--to-revisions|aws (?:lambda update-alias|ecs update-service|sagemaker update-endpoint)\b|az containerapp (?:ingress traffic set|revision activate)\b|gcloud app services set-traffic\b|kubectl\b.* set image\b|docker (?:run|pull)\b|helm\b.*upgrade\b)/
const EARLIER = /prev(?:ious)?(?:[^a-z]|$)|rollback|last[_-]?(?:good|known|stable|working)|old[_-]?(?:tag|image|version|revision|task)/i
/** Commands that say, wait or get ready, and change nothing that is deployed. */
const TRIVIAL = /^(?:echo|printf|exit|cd|set|export|sleep|true|false|:|cat|ls|test|\[|\[\[|pwd|date|mkdir|chmod|read|source|grep|sed|awk|jq|head|tail|which|pip3?|apt(?:-get)?|uv (?:sync|pip)|poetry install|npm (?:ci|install)|git (?:config|fetch|clone|log|status|diff|describe|tag|rev-parse|rev-list|show)|aws configure|gcloud (?:auth|config)|az login|docker (?:login|ps|logs|images)|kubectl (?:config|get|describe|logs|rollout status)|helm (?:list|history|repo)|terraform (?:init|plan|version)|python --version|pytest|notify|slack)(?:\s|$)|^curl\b.*(?:slack|discord|telegram|teams|health|ready|ping)/

/** Whether a command by itself brings an earlier release back, as `kubectl rollout undo` does. */
export function undoes({ words }: Pick<Command, 'words'>): boolean {
  const line = words.join(' ').slice(0, 1000)
  if (words[0] === 'docker' && words[1] === 'tag') return EARLIER.test(words[2] ?? '') && !EARLIER.test(words[3] ?? '')
  return UNDO.some((pattern) => pattern.test(line)) || (BACK.test(line) && EARLIER.test(line))
}

/** Whether a command does something to what runs: enough of a procedure where its job, step or task is named after rolling back. */
export function changesSomething({ words }: Pick<Command, 'words'>): boolean {
  return words.length > 0 && !TRIVIAL.test(words.join(' ').slice(0, 1000)) && !isOfDatabase(words.join(' '))
}

/** Whether a command or name speaks of a database's migrations: their rollback is another one. */
export function isOfDatabase(text: string): boolean {
  return /\b(?:alembic|downgrade|flask db|manage\.py migrate|dbmate|flyway|liquibase|prisma|knex|sqitch)\b|(?:^|[^a-z])(?:db|database|migrations?|schema|sql|transaction|session)(?:[^a-z]|$)/i.test(text)
}
