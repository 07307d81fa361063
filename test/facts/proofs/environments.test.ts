import { expect, it } from 'vitest'
import { idleEnvironmentsOf } from '../../../src/facts/proofs/environments.ts'
import { factsOf } from '../../support/memory-repository.ts'

const job = (id: string, environment: string, step: string): string => `  ${id}:\n    runs-on: ubuntu-latest\n    environment: ${environment}\n    steps:\n      - ${step}\n`
const DEPLOY = 'uses: google-github-actions/deploy-cloudrun@v2\n        with: { service: api, source: ., region: europe-west1 }'

async function idle(...jobs: readonly string[]): Promise<ReturnType<typeof idleEnvironmentsOf>> {
  return idleEnvironmentsOf(await factsOf({ 'app.py': 'A = 1\n', 'tests/test_app.py': 'def test_a():\n    assert True\n', '.github/workflows/ci.yml': `on: push\njobs:\n${jobs.join('')}` }))
}

it.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['where jobs only test', [job('test', 'ci', 'run: pytest'), job('deploy', 'production', DEPLOY)], ['ci'], ['ci']],
  ['no environment that a service is brought to, though tests run there, too', [job('test', 'production', 'run: pytest'), job('deploy', 'production', DEPLOY)], [], []],
  ['for a service, not for a pipeline, where a package is published', [job('publish', 'pypi', 'uses: pypa/gh-action-pypi-publish@release/v1'), job('deploy', 'production', DEPLOY)], [], ['pypi']],
])('a deployment says nothing: %s', async (_, jobs, ofPipeline, ofService) => {
  expect(await idle(...jobs)).toEqual({ ofPipeline: ['github-pages', ...ofPipeline], ofService: ['github-pages', ...ofService] })
})
