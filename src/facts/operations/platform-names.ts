/** Where a delivery goes, by the words of its command or action; the first pattern that fits decides. */
const DELIVERED: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^gcloud (?:(?:beta|alpha) )?run\b|deploy-cloudrun/i, 'Cloud Run'], [/^gcloud (?:(?:beta|alpha) )?app\b|deploy-appengine/i, 'App Engine'], [/^gcloud (?:(?:beta|alpha) )?functions\b|deploy-cloud-functions/i, 'Cloud Functions'],
  [/^gcloud (?:(?:beta|alpha) )?compute\b/, 'Compute Engine'], [/^gcloud (?:(?:beta|alpha) )?ai\b/, 'Vertex AI'], [/^gcloud deploy|create-cloud-deploy-release/, 'Google Cloud Deploy'],
  [/^aws ecs\b|^copilot\b|amazon-ecs-deploy/i, 'Amazon ECS'], [/^aws lambda\b|^sam\b|^(?:serverless|sls)\b|^zappa\b|^chalice\b|aws-lambda-deploy|lambda-action|serverless\/github-action/i, 'AWS Lambda'],
  [/^aws apprunner\b|app-?runner/i, 'AWS App Runner'], [/elasticbeanstalk|^eb\b|beanstalk/i, 'Elastic Beanstalk'], [/sagemaker/i, 'SageMaker'], [/^aws (?:ssm|deploy)\b/, 'Amazon EC2'], [/^aws cloudformation\b|^cdk\b|cloudformation/i, 'AWS'],
  [/^az webapp\b|webapps-deploy|appservice/i, 'Azure App Service'], [/^az containerapp\b|container-apps/i, 'Azure Container Apps'], [/^az functionapp\b|^func\b|functions-action/i, 'Azure Functions'], [/^az container\b|aci-deploy/i, 'Azure Container Instances'],
  [/^az ml\b|aml-/i, 'Azure ML'], [/^az aks\b/, 'Kubernetes (AKS)'], [/^az\b|^azure\//i, 'Azure'],
  [/^(?:kubectl|helm|helmfile|argocd|skaffold|oc)\b|\/kubectl|k8s-deploy|helm/i, 'Kubernetes'], [/heroku/i, 'Heroku'], [/^(?:flyctl|fly)\b/, 'Fly.io'], [/render/i, 'Render'], [/railway/i, 'Railway'], [/vercel/i, 'Vercel'], [/netlify/i, 'Netlify'],
  [/huggingface|^git push\b.*\b(?:space|hf)\b|^(?:hf|huggingface-cli)\b/i, 'Hugging Face'], [/koyeb/i, 'Koyeb'], [/^doctl\b|digitalocean/i, 'DigitalOcean'], [/^modal\b/, 'Modal'], [/^ibmcloud\b/, 'IBM Cloud'], [/bento/i, 'BentoCloud'], [/^databricks\b|^dbx\b/, 'Databricks'],
  [/^anyscale\b/, 'Anyscale'], [/^lightning\b/, 'Lightning AI'], [/^seldon\b/, 'Seldon'], [/^serve deploy\b/, 'Ray Serve'], [/^docker (?:stack|service)\b/, 'Docker Swarm'], [/^streamlit\b/, 'Streamlit Cloud'], [/dokku|caprover/i, 'a server of its own'], [/^(?:wrangler)\b|cloudflare/i, 'Cloudflare'],
]

/** The platform that a delivery's command (its words joined) or action goes to; null where the words do not name one. */
export function platformNamed(text: string): string | null {
  return DELIVERED.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** Resources of Terraform that run a service or hold what runs one, by their type. */
const RESOURCES: readonly (readonly [type: RegExp, name: string])[] = [
  [/^google_cloud_run(?:_v2)?_service$/, 'Cloud Run'], [/^google_cloudfunctions2?_function$/, 'Cloud Functions'], [/^google_container_cluster$/, 'Kubernetes (GKE)'], [/^google_compute_(?:instance|instance_template)$/, 'Compute Engine'], [/^google_app_engine_(?:standard|flexible)_app_version$/, 'App Engine'], [/^google_vertex_ai_endpoint$/, 'Vertex AI'],
  [/^aws_ecs_service$/, 'Amazon ECS'], [/^aws_lambda_function$/, 'AWS Lambda'], [/^aws_apprunner_service$/, 'AWS App Runner'], [/^aws_elastic_beanstalk_environment$/, 'Elastic Beanstalk'], [/^aws_sagemaker_endpoint$/, 'SageMaker'], [/^aws_eks_cluster$/, 'Kubernetes (EKS)'], [/^aws_(?:instance|launch_template|autoscaling_group)$/, 'Amazon EC2'],
  [/^azurerm_container_app$/, 'Azure Container Apps'], [/^azurerm_(?:linux_web_app|app_service|windows_web_app)$/, 'Azure App Service'], [/^azurerm_(?:linux_)?function_app$/, 'Azure Functions'], [/^azurerm_container_group$/, 'Azure Container Instances'], [/^azurerm_kubernetes_cluster$/, 'Kubernetes (AKS)'], [/^azurerm_(?:linux_)?virtual_machine$/, 'an Azure virtual machine'],
  [/^azurerm_machine_learning_/, 'Azure ML'], [/^digitalocean_(?:app|droplet)$/, 'DigitalOcean'], [/^heroku_app$/, 'Heroku'], [/^(?:kubernetes_deployment(?:_v1)?|helm_release)$/, 'Kubernetes'], [/^render_web_service$/, 'Render'], [/^fly_(?:app|machine)$/, 'Fly.io'],
]

/** The platform that a Terraform resource of this type is; null where it runs nothing. */
export function platformOfResource(type: string): string | null {
  return RESOURCES.find(([names]) => names.test(type))?.[1] ?? null
}

/** Settings by which a platform runs the project, by path. `itself` where the platform deploys each push without being told. */
const SETTINGS: readonly { readonly path: RegExp; readonly name: string; readonly itself: boolean }[] = [
  { path: /(?:^|\/)render\.ya?ml$/, name: 'Render', itself: true }, { path: /(?:^|\/)fly\.toml$/, name: 'Fly.io', itself: false }, { path: /(?:^|\/)(?:heroku\.yml|Procfile)$/, name: 'Heroku', itself: false },
  { path: /(?:^|\/)railway\.(?:json|toml)$/, name: 'Railway', itself: true }, { path: /(?:^|\/)vercel\.json$/, name: 'Vercel', itself: true }, { path: /(?:^|\/)netlify\.toml$/, name: 'Netlify', itself: true },
  { path: /(?:^|\/)\.do\/app\.ya?ml$/, name: 'DigitalOcean', itself: true }, { path: /(?:^|\/)serverless\.ya?ml$/, name: 'AWS Lambda', itself: false }, { path: /(?:^|\/)Dockerrun\.aws\.json$/, name: 'Elastic Beanstalk', itself: false }, { path: /(?:^|\/)apprunner\.ya?ml$/, name: 'AWS App Runner', itself: true },
  { path: /(?:^|\/)azure\.ya?ml$/, name: 'Azure', itself: false },
]

/** The platform whose settings a path is by its name; null for every other path. */
export function platformOfSettings(path: string): { readonly name: string; readonly itself: boolean } | null {
  return SETTINGS.find((one) => one.path.test(path)) ?? null
}
