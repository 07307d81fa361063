import type { Command } from './command.ts'
import { imageActionOf, imageBuildOf } from './image-commands.ts'

/** What a command brings out of the repository: an image, a deployment, infrastructure, a package, a model. */
export type Delivery = { readonly what: 'image' | 'deployment' | 'infrastructure' | 'package' | 'model'; readonly tool: string }

type Rule = readonly [pattern: RegExp, what: Delivery['what']]

/** Patterns on the words joined by blanks, each beginning with the tool. */
const RULES: readonly Rule[] = [
  [/^(?:docker|podman|buildah|nerdctl) (?:image |manifest )?push\b/, 'image'], [/^docker(?:-| )compose\b.* push\b/, 'image'], [/^crane (?:push|copy)\b/, 'image'], [/^skopeo copy\b/, 'image'], [/^bentoml push\b/, 'model'],
  [/^kubectl\b.* (?:apply|create|set image|rollout restart|replace|patch)\b/, 'deployment'], [/^oc\b.* (?:apply|rollout|start-build|new-app)\b/, 'deployment'], [/^helm\b.*\b(?:upgrade|install)\b/, 'deployment'],
  [/^helmfile\b.*\b(?:sync|apply)\b/, 'deployment'], [/^argocd app (?:sync|create|set)\b/, 'deployment'], [/^skaffold (?:run|deploy)\b/, 'deployment'], [/^docker stack deploy\b/, 'deployment'], [/^docker service update\b/, 'deployment'],
  [/^(?:terraform|tofu|terragrunt)\b.* apply\b/, 'infrastructure'], [/^terragrunt run-all apply\b/, 'infrastructure'], [/^pulumi\b.* up\b/, 'infrastructure'], [/^ansible-playbook\b/, 'deployment'],
  [/^aws cloudformation (?:deploy|create-stack|update-stack)\b/, 'infrastructure'], [/^aws ecs (?:update-service|deploy|run-task|register-task-definition)\b/, 'deployment'], [/^aws lambda (?:update-function-code|create-function|publish-version|update-alias)\b/, 'deployment'],
  [/^aws (?:deploy create-deployment|elasticbeanstalk (?:update-environment|create-application-version)|apprunner (?:start-deployment|update-service|create-service)|ssm send-command)\b/, 'deployment'],
  [/^aws sagemaker (?:create-endpoint|update-endpoint|create-model|create-endpoint-config)\b/, 'deployment'], [/^eb (?:deploy|create)\b/, 'deployment'], [/^sam deploy\b/, 'deployment'], [/^cdk\b.* ?deploy\b/, 'infrastructure'], [/^(?:serverless|sls)\b.* ?deploy\b/, 'deployment'],
  [/^zappa (?:deploy|update)\b/, 'deployment'], [/^chalice deploy\b/, 'deployment'], [/^copilot (?:deploy|svc deploy)\b/, 'deployment'],
  [/^gcloud (?:(?:beta|alpha) )?run (?:deploy|services (?:update|replace)|jobs (?:deploy|update|create))\b/, 'deployment'], [/^gcloud (?:(?:beta|alpha) )?(?:app|functions) deploy\b/, 'deployment'], [/^gcloud deploy releases create\b/, 'deployment'],
  [/^gcloud (?:(?:beta|alpha) )?ai (?:endpoints deploy-model|models upload)\b/, 'model'], [/^gcloud (?:(?:beta|alpha) )?compute (?:instances (?:create-with-container|update-container)|ssh)\b/, 'deployment'],
  [/^az (?:webapp|containerapp|functionapp|spring)\b.* (?:up|create|update|deploy|deployment|config|restart)\b/, 'deployment'], [/^az (?:container create|deployment (?:group|sub) create|aks (?:update|create))\b/, 'deployment'],
  [/^az ml (?:online-deployment|online-endpoint|batch-deployment|batch-endpoint) (?:create|update)\b/, 'deployment'], [/^az ml model (?:create|register)\b/, 'model'], [/^func azure functionapp publish\b/, 'deployment'],
  [/^heroku (?:container:(?:push|release)|deploy|builds:create)\b/, 'deployment'], [/^git push\b.*\bheroku\b/, 'deployment'], [/^git push\b.*\b(?:dokku|caprover)\b/, 'deployment'], [/^git push\b.*huggingface\.co/, 'deployment'], [/^git push\b.*\b(?:space|hf|huggingface)\b/, 'deployment'],
  [/^(?:flyctl|fly)\b.* ?deploy\b/, 'deployment'], [/^railway (?:up|deploy|redeploy)\b/, 'deployment'], [/^vercel\b(?! (?:pull|build|env|link|login))/, 'deployment'], [/^netlify\b.* ?deploy\b/, 'deployment'], [/^render deploys create\b/, 'deployment'], [/^koyeb\b.*(?:deploy|redeploy|update)/, 'deployment'],
  [/^doctl apps (?:create|update|create-deployment)\b/, 'deployment'], [/^ibmcloud (?:ce|code-engine|cf|ks)\b/, 'deployment'], [/^modal deploy\b/, 'deployment'], [/^(?:lightning|anyscale)\b.*(?:deploy|rollout|service)/, 'deployment'],
  [/^(?:aws s3|gsutil(?: -m)?|gcloud storage) (?:cp|mv|sync|rsync)\b.*(?:model|\.pkl|\.joblib|\.onnx|\.pth?\b|\.h5|\.keras|\.bento).* (?:s3|gs):\/\/\S*$/i, 'model'],
  [/^twine upload\b/, 'package'], [/^(?:poetry|uv|flit|hatch|pdm|rye|maturin) publish\b/, 'package'], [/^npm publish\b/, 'package'], [/^(?:conda|anaconda) upload\b/, 'package'], [/^semantic-release (?:publish|version)\b/, 'package'],
  [/^bentoml (?:deploy|deployment (?:create|apply|update)|cloud)\b/, 'deployment'], [/^bentoctl (?:apply|deploy)\b/, 'deployment'], [/^(?:huggingface-cli|hf) upload\b/, 'model'], [/^mlflow (?:deployments|sagemaker|azureml)\b.*(?:create|update|deploy|push)/, 'deployment'],
  [/^databricks bundle deploy\b/, 'deployment'], [/^dbx (?:deploy|launch)\b/, 'deployment'], [/^prefect (?:deploy|deployment (?:apply|build))\b/, 'deployment'], [/^serve deploy\b/, 'deployment'], [/^truss push\b/, 'model'], [/^cog push\b/, 'model'], [/^astro deploy\b/, 'deployment'],
  [/^(?:rsync|scp)\b.*[\w@.${}-]+:\S*$/, 'deployment'], [/^wrangler (?:deploy|publish)\b/, 'deployment'], [/^cml(?:-runner)? .*--deploy\b/, 'deployment'], [/^streamlit deploy\b/, 'deployment'], [/^seldon (?:model|deploy)\b/, 'deployment'],
]
const ON_A_HOST = /^(?:docker(?:-| )compose\b.* (?:up|pull)\b|docker (?:run|pull|stack|service|restart)\b|systemctl (?:restart|reload|start)\b|supervisorctl\b|pm2\b|git pull\b|kubectl\b|service \S+ restart\b|gunicorn\b|uvicorn\b|nohup\b)/
const HOOK = /deploy[_-]?hook|api\.render\.com\/(?:deploy|v1\/services)|render_(?:deploy|service|hook)|\/deploy(?:ments)?(?:\b|\?)|redeploy|webhook.*deploy|deploy.*webhook/i
/** A registry, cluster or stand-in for a cloud on the runner itself goes away with it. */
const NEAR = /(?:^|[\s/@=])(?:localhost|127\.0\.0\.1|localstack|host\.docker\.internal)(?:[:/\s]|$)/
const DRY = /(?:^| )(?:--dry-run(?:=\w+)?|--help|--version|--check)(?: |$)/

/** Reads a command as a delivery; null where it is none. `onOwnMachine` says that the job runs on a self-hosted runner: there, starting containers deploys. */
export function deliveryOf(command: Pick<Command, 'words' | 'through'>, onOwnMachine = false): Delivery | null {
  const { words, through } = command
  const [first = ''] = words
  const line = words.join(' ').slice(0, 1000)
  const remote = through.some((wrapper) => wrapper.startsWith('ssh '))
  if ((DRY.test(line) && first !== 'twine') || (NEAR.test(line) && !remote)) return null
  if (first === 'gh' && words[1] === 'release') return releasesFiles(words) ? { what: 'package', tool: 'gh release' } : null
  for (const [pattern, what] of RULES) if (pattern.test(line)) return { what, tool: line.split(' ').slice(0, 3).join(' ') }
  if (imageBuildOf(command)?.pushes === true) return { what: 'image', tool: line.split(' ').slice(0, 3).join(' ') }
  if ((remote || onOwnMachine) && ON_A_HOST.test(line) && (remote || / (?:up|run)\b.*(?:-d|--detach)\b/.test(line) || /^(?:systemctl|supervisorctl|pm2)/.test(line))) return { what: 'deployment', tool: line.split(' ').slice(0, 3).join(' ') }
  const script = first === 'python' ? words[1] ?? '' : through.at(-1) === 'python -m' ? first.replaceAll('.', '/') : ''
  if (/(?:^|[/_-])promote(?:[_-]\w+)?(?:\.py)?$/.test(script)) return { what: 'model', tool: script }
  if (/(?:^|[/_-])(?:re)?deploy(?:ment)?(?:[_-]\w+(?:-\w+)*)?(?:\.py)?$/.test(script) || (script !== '' && words.some((word) => /^(?:--)?deploy$/.test(word)))) return { what: 'deployment', tool: script }
  return (first === 'curl' || first === 'wget' || first === 'http') && HOOK.test(line) ? { what: 'deployment', tool: 'a deploy hook' } : null
}

/** A release without files is a mark in the history; with files it publishes them. */
function releasesFiles(words: readonly string[]): boolean {
  return /^(?:create|upload)$/.test(words[2] ?? '') && words.slice(4).some((word, at) => !word.startsWith('-') && !/^(?:-[tnFR]|--(?:title|notes|notes-file|notes-start-tag|target|repo|discussion-category))$/.test(words[at + 3] ?? ''))
}

const ACTIONS: readonly Rule[] = [
  [/^appleboy\/(?:ssh|scp|lambda)-action/i, 'deployment'], [/^burnett01\/rsync-deployments/i, 'deployment'], [/^easingthemes\/ssh-deploy/i, 'deployment'], [/^garygrossgarten\/github-action-(?:ssh|scp)/i, 'deployment'], [/^fifsky\/ssh-action/i, 'deployment'],
  [/^azure\/(?:webapps-deploy|functions-action|k8s-deploy|container-apps-deploy-action|aci-deploy|arm-deploy|static-web-apps-deploy|aml-deploy|appservice-build)/i, 'deployment'], [/^azure\/aml-registermodel/i, 'model'],
  [/^aws-actions\/(?:amazon-ecs-deploy-task-definition|aws-cloudformation-github-deploy|aws-lambda-deploy|amazon-ecs-deploy-express-service)/i, 'deployment'], [/^einaregilsson\/beanstalk-deploy/i, 'deployment'], [/^awslabs\/amazon-app-runner-deploy|^awslabs\/aws-app-runner/i, 'deployment'],
  [/^google-github-actions\/(?:deploy-cloudrun|deploy-appengine|deploy-cloud-functions|create-cloud-deploy-release)/i, 'deployment'], [/^(?:akhileshns|gonuit)\/heroku(?:-docker)?-deploy/i, 'deployment'],
  [/^(?:johnbeynon|bounceapp|sws2apps|justinthomas|joelwmale)\/(?:render-(?:deploy-)?action|render-deployment|webhook-action)/i, 'deployment'], [/^amondnet\/vercel-action/i, 'deployment'], [/^nwtgck\/actions-netlify/i, 'deployment'], [/^digitalocean\/app_action/i, 'deployment'],
  [/^pypa\/gh-action-pypi-publish/i, 'package'], [/^(?:jrubics\/poetry-publish|code-specialist\/pypi-poetry-publish|etils-actions\/pypi-auto-publish)/i, 'package'], [/^python-semantic-release\/(?:upload-to-gh-release|publish-action)/i, 'package'],
  [/^redhat-actions\/push-to-registry/i, 'image'], [/^(?:actions-hub|steebchen|kodermax|tale)\/kubectl/i, 'deployment'], [/^(?:bitovi|deliverybot|wyrihaximus|koslibpro|bitovi)\/.*helm/i, 'deployment'], [/^serverless\/github-action/i, 'deployment'],
  [/^(?:nateraw|jacobtomlinson)\/huggingface-sync-action|^huggingface\/.*sync/i, 'deployment'], [/^bentoml\/deploy-bento-action/i, 'deployment'], [/^cloudflare\/(?:wrangler|pages)-action/i, 'deployment'], [/^caprover\/deploy-from-github|^dokku\/github-action/i, 'deployment'],
  [/^[\w-]+\/[\w.-]+\/\.github\/workflows\/(?:[\w.-]*[-_])?(?:deploy|deployment|publish|release|rollout)(?:[-_][\w.-]*)?\.ya?ml@/i, 'deployment'],
  [/^dawidd6\/action-ansible-playbook/i, 'deployment'], [/^(?:koyeb|railwayapp|bervproject)\/.*deploy/i, 'deployment'], [/^mathiasvr\/railway|^bervproject\/railway/i, 'deployment'], [/^dflook\/terraform-apply/i, 'infrastructure'],
]

/** Reads a use of an action as a delivery; null where it is none. Pages of documentation are none. */
export function deliveryActionOf(uses: string, given: Readonly<Record<string, string>>): Delivery | null {
  const tool = uses.split('@', 1)[0] ?? uses
  for (const [pattern, what] of ACTIONS) if (pattern.test(uses)) return { what, tool }
  if (/^pulumi\/actions@/i.test(uses)) return given['command'] === 'up' ? { what: 'infrastructure', tool } : null
  if (/^(?:softprops\/action-gh-release|ncipollo\/release-action|svenstaro\/upload-release-action)@/i.test(uses)) return (given['files'] ?? given['artifacts'] ?? given['artifact'] ?? given['file'] ?? '') === '' ? null : { what: 'package', tool }
  const tags = (given['tags'] ?? '').split(/[\s,]+/).filter((tag) => tag !== '')
  if (tags.length > 0 && tags.every((tag) => NEAR.test(tag))) return null
  return imageActionOf(uses, given)?.pushes === true ? { what: 'image', tool } : null
}
