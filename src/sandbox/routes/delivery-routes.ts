import { refused } from '../refused.ts'
import { iso } from '../shapes/people.ts'
import type { Delivery } from '../state/records.ts'
import { redeliver } from '../webhooks/emit.ts'
import { headersOf } from '../webhooks/send.ts'
import type { Call, Route } from './route.ts'

/** A delivery can be sent again for so long. */
const THREE_DAYS = 3 * 86_400_000

/** How webhooks are sent, the App's own list of them, and sending one again. */
export const DELIVERY_ROUTES: readonly Route[] = [
  {
    operation: 'GET /app/hook/config', of: 'app',
    answer: ({ world: { app, webhookUrl } }) => {
      if (webhookUrl === null) return refused(404, 'Not Found')
      return Response.json({ content_type: 'json', insecure_ssl: '0', url: webhookUrl, ...(app === null || app.webhookSecret === '' ? {} : { secret: '********' }) })
    },
  },
  { operation: 'GET /app/hook/deliveries', of: 'app', answer: list },
  {
    operation: 'GET /app/hook/deliveries/{delivery_id}', of: 'app',
    answer: async (call) => {
      const delivery = named(call)
      if (delivery === undefined) return refused(404, 'Not Found')
      const headers = await headersOf(call.world, delivery)
      return Response.json({ ...shape(delivery), url: call.world.webhookUrl ?? '', request: { headers, payload: JSON.parse(delivery.body) as unknown }, response: { headers: {}, payload: delivery.answer } })
    },
  },
  {
    operation: 'POST /app/hook/deliveries/{delivery_id}/attempts', of: 'app',
    answer: (call) => {
      const delivery = named(call)
      if (delivery === undefined) return refused(404, 'Not Found')
      redeliver(call.world, delivery)
      return Response.json({}, { status: 202 })
    },
  },
]

function recent({ world }: Call): readonly Delivery[] {
  return world.outbox.deliveries.filter(({ deliveredAt, status }) => status !== 'pending' && deliveredAt > world.now() - THREE_DAYS)
}

function named(call: Call): Delivery | undefined {
  return recent(call).find(({ id }) => id === Number(call.place('delivery_id')))
}

/** Newest first; a cursor says from which one on. */
function list(call: Call): Response {
  const size = Math.min(Math.max(Math.floor(Number(call.query('per_page') ?? 30)) || 30, 1), 100)
  const cursor = call.query('cursor')
  const status = call.query('status')
  const all = [...recent(call)].reverse().filter(({ statusCode }) => status === null || (statusCode >= 400 && statusCode < 600) === (status === 'failure'))
  const from = cursor === null ? 0 : all.findIndex(({ id }) => `v1_${id}` === cursor)
  if (from < 0) return refused(422, 'Invalid cursor')
  const next = all[from + size]
  const url = new URL(call.request.url)
  url.searchParams.set('cursor', `v1_${next?.id ?? 0}`)
  return Response.json(all.slice(from, from + size).map(shape), { headers: next === undefined ? {} : { link: `<${url.href}>; rel="next"` } })
}

function shape(delivery: Delivery): object {
  return {
    id: delivery.id, guid: delivery.guid, delivered_at: iso(delivery.deliveredAt), redelivery: delivery.redelivery, duration: delivery.duration, status: delivery.status, status_code: delivery.statusCode,
    event: delivery.event, action: delivery.action, installation_id: delivery.installationId, repository_id: delivery.repositoryId, throttled_at: null,
  }
}
