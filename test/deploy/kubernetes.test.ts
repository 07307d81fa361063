import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { Namespace } from 'kubernetes-models/v1/Namespace'
import { Service } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { loadCourses } from '../../src/command-line/courses.ts'
import { SETTINGS } from '../../src/operate/settings.ts'
import { ROOT } from '../house/source-files.ts'
import { readYamlText } from '../support/read-yaml-text.ts'
import { below, imageVariables, named, textOf, yamlOf } from '../support/deployment-files.ts'

const at = (name: string): string => `deploy/kubernetes/${name}`
const deployment = yamlOf(at('deployment.yaml'))
const kustomization = yamlOf(at('kustomization.yaml'))
const pod = below(deployment, 'spec', 'template', 'spec')
const container = below(pod, 'containers', 0)
const settings = Object.fromEntries(textOf(at('settings.env')).split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]))
const variables = below(container, 'env') as readonly { readonly name: string; readonly value: string }[]

/**
 * What Kubernetes' own schema says of an object, and which of its fields the schema does not know: those that its check never looks at.
 * The published schemas let unknown fields pass, so a slip in a field's name would count for nothing.
 */
function problemsOf(value: unknown, check: (seen: object) => void): readonly string[] {
  const looked = new Map<object, { readonly path: string; readonly keys: Set<string> }>()
  const watched = (object: object, path: string): object => {
    const keys = new Set<string>()
    looked.set(object, { path, keys })
    return new Proxy(object, {
      get: (target, key) => {
        if (typeof key === 'string') keys.add(key)
        const inner: unknown = Reflect.get(target, key)
        return typeof inner === 'object' && inner !== null ? watched(inner, `${path}/${String(key)}`) : inner
      },
      ownKeys: (target) => {
        for (const key of Reflect.ownKeys(target)) if (typeof key === 'string') keys.add(key)
        return Reflect.ownKeys(target)
      },
    })
  }
  try {
    check(watched(value as object, ''))
  } catch (error) {
    return [String(error)]
  }
  return [...looked].flatMap(([object, { path, keys }]) => (Array.isArray(object) ? [] : Object.keys(object).filter((key) => !keys.has(key)).map((key) => `${path}/${key} is no field`)))
}

describe('the manifests', () => {
  it.each([
    ['deployment.yaml', (seen: object) => { Deployment.prototype.validate.call(seen) }],
    ['service.yaml', (seen: object) => { Service.prototype.validate.call(seen) }],
    ['disruption-budget.yaml', (seen: object) => { PodDisruptionBudget.prototype.validate.call(seen) }],
    ['namespace.yaml', (seen: object) => { Namespace.prototype.validate.call(seen) }],
  ])('of %s are what Kubernetes takes, with no field that it does not know', (name, check) => { expect(problemsOf(yamlOf(at(name)), check)).toEqual([]) })

  it('would be refused with a slip in a name or a wrong kind of value', () => {
    const check = (seen: object): void => { Deployment.prototype.validate.call(seen) }
    const text = textOf(at('deployment.yaml'))
    const slipped = (from: string, to: string): readonly string[] => problemsOf(readYamlText(text.replace(from, to)), check)
    expect(slipped('readOnlyRootFilesystem', 'readOnlyRootFileSystem')).toEqual(['/spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem is no field'])
    expect(slipped('replicas: 2', 'replicas: two')[0]).toContain('replicas must be integer')
  })

  it('are all named in the kustomization, and so is each file that it makes settings and secrets from', () => {
    const files = readdirSync(join(ROOT, 'deploy/kubernetes')).filter((name) => name !== 'secrets')
    const made = [below(kustomization, 'configMapGenerator', 0, 'envs', 0), below(kustomization, 'configMapGenerator', 1, 'files', 0)]
    expect([...below(kustomization, 'resources') as readonly string[], ...made, 'kustomization.yaml'].map(String).toSorted()).toEqual(files.toSorted())
  })
})

describe('the deployment', () => {
  it('runs two processes without rights, which write to /data and /tmp alone', () => {
    expect(below(deployment, 'spec', 'replicas')).toBe(2)
    expect(below(pod, 'securityContext')).toEqual({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } })
    expect(below(container, 'securityContext')).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })
    const mounts = below(container, 'volumeMounts') as readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[]
    expect(mounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath)).toEqual([imageVariables()['DATA_DIR'], '/tmp'])
    expect(mounts.map(({ name }) => name).toSorted()).toEqual((below(pod, 'volumes') as readonly { readonly name: string }[]).map(({ name }) => name).toSorted())
    expect(below(pod, 'automountServiceAccountToken')).toBe(false)
  })

  it('asks the addresses of the App on its port, and gives it longer to stop than it takes', () => {
    expect(below(container, 'ports')).toEqual([{ name: 'http', containerPort: Number(imageVariables()['PORT']), protocol: 'TCP' }])
    const asked = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => below(container, probe, 'httpGet'))
    expect(asked).toEqual(['/healthz', '/healthz', '/readyz?exclude=github&exclude=queue'].map((path) => ({ path, port: 'http' })))
    expect(below(pod, 'terminationGracePeriodSeconds')).toBe(35)
  })

  it('is told only what are settings, and reads each secret where it is mounted', () => {
    const known: readonly string[] = SETTINGS.map(({ name }) => name)
    expect([...Object.keys(settings), ...variables.map(({ name }) => name)].filter((name) => !known.includes(name))).toEqual([])
    expect(SETTINGS.filter(({ secret }) => secret).map(({ name }) => name).filter((name) => name in settings || variables.some((one) => one.name === name))).toEqual([])
    const keys = below(kustomization, 'secretGenerator', 0, 'files') as readonly string[]
    expect(variables.map(({ value }) => value.replace('/keys/', '')).toSorted()).toEqual(keys.map((file) => file.split('=')[0] ?? '').toSorted())
    expect([below(named(below(pod, 'volumes'), 'keys'), 'secret', 'secretName'), below(kustomization, 'secretGenerator', 0, 'name')]).toEqual(['keys', 'keys'])
    expect(settings['COURSE_FILES']).toBe('/courses/course.yml')
  })

  it('runs the image that the kustomization names, by a version', () => {
    expect(below(container, 'image')).toBe(below(kustomization, 'images', 0, 'name'))
    expect(below(kustomization, 'images', 0, 'newTag')).toBe((JSON.parse(textOf('package.json')) as { readonly version: string }).version)
  })

  it('is found by its service and its disruption budget', () => {
    const labels = below(deployment, 'spec', 'template', 'metadata', 'labels')
    expect([below(yamlOf(at('service.yaml')), 'spec', 'selector'), below(yamlOf(at('disruption-budget.yaml')), 'spec', 'selector', 'matchLabels'), below(deployment, 'spec', 'selector', 'matchLabels')]).toEqual([labels, labels, labels])
    expect(below(yamlOf(at('service.yaml')), 'spec', 'ports', 0, 'targetPort')).toBe('http')
  })
})

it('the course beside them is one that the App takes', () => { expect(loadCourses([join(ROOT, at('course.yml'))])).toMatchObject({ ok: true, courses: [{ course: { id: 'course' } }] }) })
