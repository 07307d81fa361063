import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../../src/operate/settings.ts'
import { ROOT } from '../house/source-files.ts'
import { below, imageVariables, textOf, yamlOf } from '../support/deployment-files.ts'

const compose = yamlOf('deploy/compose.yml')
const app = below(compose, 'services', 'coach')
const database = below(compose, 'services', 'database')
const environment = below(app, 'environment') as Readonly<Record<string, string>>

describe('deploy/compose.yml', () => {
  it('is what the specification of Compose allows', () => {
    // The linter of Compose files brings the specification's own schema along; its rules of taste are not ours.
    const { $schema: _, ...schema } = JSON.parse(textOf('node_modules/dclint/schemas/compose.schema.json')) as Readonly<Record<string, unknown>>
    const validate = new Ajv({ strict: false, validateFormats: false, validateSchema: false }).compile(schema)
    expect(validate(compose) ? [] : validate.errors).toEqual([])
    expect(validate({ ...compose as object, services: { coach: { ...app as object, read_onyl: true } } })).toBe(false)
  })

  it('sets only what are settings, as the image needs them, and takes each other one by its own name with its default', () => {
    const settings = new Map<string, string>(SETTINGS.map((setting) => [setting.name, setting.default]))
    expect(Object.keys(environment).filter((name) => !settings.has(name))).toEqual([])
    const { NODE_ENV: _, ...fixed } = imageVariables()
    expect(environment).toMatchObject(fixed)
    const passed = Object.entries(environment).filter(([, value]) => value.startsWith('$')).map(([name, value]) => [name, value, /^\$\{(\w+):(.)(.*)\}$/.exec(value) ?? []] as const)
    expect(passed.map(([name, , [, asked]]) => [name, asked])).toEqual(passed.map(([name]) => [name, name]))
    expect(passed.filter(([name, , [, , kind, fallback]]) => kind === '-' && fallback !== settings.get(name)).map(([name]) => name)).toEqual([])
    expect(passed.filter(([, , [, , kind]]) => kind === '?').map(([name]) => name)).toEqual(['PUBLIC_URL'])
  })

  it('keeps secrets in files: of each it says where it lies, and git and the build leave them out', () => {
    const secrets = below(compose, 'secrets') as Readonly<Record<string, { readonly file: string }>>
    const asked = [environment, below(database, 'environment') as Readonly<Record<string, string>>].flatMap((variables) => Object.entries(variables)).filter(([name]) => name.endsWith('_FILE')).map(([, value]) => value)
    expect(asked.toSorted()).toEqual(Object.keys(secrets).map((name) => `/run/secrets/${name}`).toSorted())
    expect(Object.values(secrets).filter(({ file }) => !file.startsWith('secrets/'))).toEqual([])
    expect(textOf('.gitignore').split('\n')).toEqual(expect.arrayContaining(['/deploy/secrets/', '/deploy/.env', '/deploy/kubernetes/secrets/']))
    expect(JSON.stringify(compose)).not.toMatch(/"(?:DATABASE_URL|WEBHOOK_SECRET|CLIENT_SECRET|PRIVATE_KEY|POSTGRES_PASSWORD)":/)
  })

  it.each([['coach', app], ['database', database]])('gives %s no rights, and no place to write but its volumes and what is gone with it', (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], tmpfs: expect.arrayContaining(['/tmp']) as unknown })
    for (const word of ['privileged', 'cap_add', 'network_mode', 'pid']) expect(below(service, word)).toBeUndefined()
  })

  it('gives the App longer to stop than it takes, and waits for the database', () => {
    expect(app).toMatchObject({ stop_grace_period: '35s', init: true, depends_on: { database: { condition: 'service_healthy' } } })
    expect(below(database, 'healthcheck', 'test')).toEqual(expect.arrayContaining(['pg_isready', '--username=coach', '--dbname=coach']))
  })

  it('shows the App to this machine alone, and the database to nobody outside', () => {
    expect(below(app, 'ports')).toEqual([`127.0.0.1:3000:${imageVariables()['PORT'] ?? ''}`])
    expect(below(database, 'ports')).toBeUndefined()
  })

  it('builds from the folder of the Dockerfile, and mounts folders that are there', () => {
    expect(existsSync(join(ROOT, 'deploy', below(app, 'build') as string, 'Dockerfile'))).toBe(true)
    const volumes = below(app, 'volumes') as readonly string[]
    expect(volumes).toContain('data:/data')
    expect(volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.') && !existsSync(join(ROOT, 'deploy', source)))).toEqual([])
    expect(Object.keys(below(compose, 'volumes') as object)).toEqual(['data', 'database'])
  })

  it('names a PostgreSQL by its version', () => { expect(below(database, 'image')).toMatch(/^postgres:\d+\.\d+-\w+$/) })
})
