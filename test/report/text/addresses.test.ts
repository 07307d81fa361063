import { expect, it } from 'vitest'
import type { DeploymentEvidence } from '../../../src/model/evidence.ts'
import { addressOf } from '../../../src/report/text/addresses.ts'

const repository = { url: 'https://github.com/o/r', commit: 'a'.repeat(40) }
const deployment = (url: string): DeploymentEvidence => ({ kind: 'deployment', id: 7, environment: 'production', sha: repository.commit, state: 'success', url })

it.each(['https://churn.example.edu/', 'https://github.com/o/r/actions/runs/1/job/7'])('leads from a deployment to %s, which its status named', (url) => {
  expect(addressOf(deployment(url), repository)).toBe(url)
})

it.each(['http://127.0.0.1:8080/', 'http://churn.example.edu/', 'file:///etc/passwd', ''])('leads from a deployment that names “%s” to the deployments of the repository instead', (url) => {
  expect(addressOf(deployment(url), repository)).toBe('https://github.com/o/r/deployments')
  expect(addressOf(deployment(url), { ...repository, url: null })).toBeNull()
})

it('leads from a probe to what was asked, on this machine too where the operator lets it be asked', () => {
  expect(addressOf({ kind: 'probe', url: 'http://127.0.0.1:8080/health', path: '/health', status: 200, time: '2026-11-20T10:00:00Z' }, repository)).toBe('http://127.0.0.1:8080/health')
})
