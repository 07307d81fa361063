import { generateKeyPairSync } from 'node:crypto'
import { newToken } from '../access/tokens.ts'
import { refused } from '../refused.ts'
import { appShape } from '../shapes/people.ts'
import type { App } from '../state/records.ts'
import type { World } from '../state/world.ts'
import { objectOf, textOf, type Json, type Route } from './route.ts'

/** The manifests that wait under their codes to be changed into an App. */
export type Manifests = Map<string, Json>

/** Registering an App by its manifest. */
export function registrationRoutes(manifests: Manifests): readonly Route[] {
  return [{
    operation: 'POST /app-manifests/{code}/conversions', of: 'anyone',
    answer: ({ world, place }) => {
      const manifest = manifests.get(place('code'))
      if (manifest === undefined) return refused(404, 'Not Found')
      manifests.delete(place('code'))
      const app = register(world, manifest)
      return Response.json({ ...appShape(world, app), client_id: app.clientId, client_secret: app.clientSecret, webhook_secret: app.webhookSecret, pem: app.privateKey }, { status: 201 })
    },
  }]
}

/** Makes the App of a manifest, with a new key and new secrets. Its webhooks go where the manifest says. */
function register(world: World, manifest: Json): App {
  const name = textOf(manifest, 'name') ?? 'App'
  const permissions = objectOf(manifest, 'default_permissions') ?? {}
  const events = manifest['default_events']
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  const app: App = {
    id: world.nextId(), slug: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), name, privateKey, webhookSecret: newToken(''), clientId: newToken('Iv23li').slice(0, 20), clientSecret: newToken(''),
    permissions: Object.fromEntries(Object.entries({ metadata: 'read', ...permissions }).map(([key, level]) => [key, String(level)])), events: Array.isArray(events) ? events.map(String) : [],
  }
  world.app = app
  const hook = objectOf(manifest, 'hook_attributes')
  world.webhookUrl = hook === null || hook['active'] === false ? null : textOf(hook, 'url')
  return app
}
