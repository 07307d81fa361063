import { expect, it } from 'vitest'
import { ciDeliveriesOf } from '../../src/facts/ci/ci-deliveries.ts'
import { targetOf, targetWords } from '../../src/facts/operations/delivery-target.ts'
import { factsOf } from '../support/memory-repository.ts'

/** The targets of a workflow's one job with these steps, in words. */
async function targets(step: string): Promise<readonly (string | null)[]> {
  const facts = await factsOf({ 'app.py': 'a = 1\n', '.github/workflows/cd.yml': `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n` })
  return ciDeliveriesOf(facts).map((use) => { const target = targetOf(use); return target === null ? null : targetWords(target) })
}

it.each([
  ['uses: google-github-actions/deploy-cloudrun@v2\n        with: { service: api, region: europe-west1 }', 'Cloud Run service api in europe-west1'],
  ['uses: google-github-actions/deploy-cloudrun@v2\n        with: { service: "${{ vars.SERVICE }}", region: "${{ vars.REGION }}" }', 'Cloud Run'],
  ['run: gcloud run deploy api --image x --region=us-central1', 'Cloud Run service api in us-central1'],
  ['run: gcloud run deploy "$SERVICE" --region us-central1', 'Cloud Run in us-central1'],
  ['run: aws ecs update-service --cluster c --service churn --force-new-deployment --region eu-central-1', 'Amazon ECS service churn in eu-central-1'],
  ['run: aws lambda update-function-code --function-name churn --image-uri x', 'AWS Lambda churn'],
  ['run: aws elasticbeanstalk update-environment --environment-name churn-env --version-label x', 'Elastic Beanstalk churn-env'],
  ['run: aws sagemaker update-endpoint --endpoint-name churn --endpoint-config-name x', 'SageMaker churn'],
  ['run: az containerapp update --name churn --resource-group g --image x', 'Azure Container Apps churn'],
  ['uses: azure/webapps-deploy@v3\n        with: { app-name: churn }', 'Azure App Service churn'],
  ['run: kubectl set image deployment/churn api=x', 'Kubernetes churn'],
  ['run: kubectl apply -f deployment/k8s/namespace.yaml', 'Kubernetes'],
  ['run: kubectl rollout restart deployment churn -n shop', 'Kubernetes churn'],
  ['run: kubectl rollout restart deployment -n shop', 'Kubernetes'],
  ['run: helm upgrade --install churn ./chart', 'Kubernetes churn'],
  ['run: flyctl deploy --app churn --remote-only', 'Fly.io churn'],
  ['run: railway up --service churn', 'Railway churn'],
  ['run: curl -fsS -X POST https://api.render.com/deploy/srv-1?key=x', 'Render'],
  ['run: git push https://user:x@huggingface.co/spaces/ana/churn main', 'Hugging Face ana/churn'],
])('%s: %s', async (step, words) => { expect(await targets(step)).toEqual([words]) })

it('takes no expression, control character or long text for a name', async () => {
  expect(await targets(`uses: google-github-actions/deploy-cloudrun@v2\n        with: { service: "a\`](x)<img>", region: "${'r'.repeat(500)}" }`)).toEqual(['Cloud Run'])
})
