import { loadChecklist } from '../../src/command-line/checklists.ts'
import { keepStandings } from '../../src/flow/standing.ts'
import { createLog } from '../../src/operate/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import { listen } from '../../src/web/listen.ts'
import { peoplesPages } from '../../src/web/pages/peoples-pages.ts'
import { createSite } from '../../src/web/site.ts'
import { cpuTime, median } from './measure.mjs'

const KIM = { id: 1, login: 'kim' }
const NOW = Date.UTC(2026, 5, 1, 12)
const SILENT = createLog('error', () => null)

/** Counts where each repository of the class stands, as the App does after each look at one: milliseconds of wall and processor time for one. */
export async function countStandings(settings) {
  const store = await openStore(settings)
  const parts = partsOf(store)
  const enrolled = await store.courses.enrolled('bench')
  const [since, cpu] = [performance.now(), cpuTime()]
  for (const { repositoryId } of enrolled) await keepStandings(repositoryId, parts)
  const each = { wall: (performance.now() - since) / enrolled.length, cpu: (cpuTime() - cpu) / enrolled.length }
  await store.close()
  return each
}

/** Serves the site over HTTP and asks for the page of the class as an instructor, so many times: medians of the time to its last byte and of the processor time, in milliseconds, and its size. */
export async function openClassPage(settings, runs) {
  const store = await openStore(settings)
  await store.courses.saveStaff('bench', [{ person: KIM, by: 'login', word: 'kim' }], () => ({ id: 'staff', at: 0, actor: null, action: 'staff.added', subject: 'course bench', says: '' }), 0)
  let site = null
  const served = await listen((request) => site?.fetch(request) ?? new Response(null, { status: 503 }), '127.0.0.1', 0)
  const pages = peoplesPages({
    ...partsOf(store), log: SILENT, publicUrl: served.url, clientSecret: 'bench', readStaff: async () => {},
    signIn: { addressOf: ({ state, returnUrl }) => `${returnUrl}?code=kim&state=${state}`, personOf: async () => ({ ok: true, value: KIM }) },
  })
  site = createSite({ receive: null, needs: [], metrics: async () => ({ text: '', contentType: 'text/plain' }), home: '', pages, privacy: '', webUrl: served.url, log: SILENT })
  const cookie = await signedIn(served.url)
  const asked = []
  // The first one warms what a server has warm.
  for (let run = 0; run <= runs; run += 1) {
    const [since, cpu] = [performance.now(), cpuTime()]
    const answer = await fetch(`${served.url}/courses/bench`, { headers: { cookie } })
    const { length } = await answer.text()
    if (answer.status !== 200) throw new Error(`the class page answered ${answer.status}`)
    if (run > 0) asked.push({ wall: performance.now() - since, cpu: cpuTime() - cpu, length })
  }
  await served.close(0)
  await store.close()
  return { wall: median(asked.map(({ wall }) => wall)), cpu: median(asked.map(({ cpu }) => cpu)), length: asked[0].length }
}

function partsOf(store) {
  const assessor = { checklist: loadChecklist(null, 'production-readiness').checklist, practices: loadChecklist(null, 'practices').checklist }
  let ids = 0
  return { ...store, assessor, now: () => NOW, newId: () => `bench-${ids++}` }
}

async function signedIn(url) {
  const cookieOf = (answer) => answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
  const begun = await fetch(`${url}/sign-in`, { redirect: 'manual' })
  return cookieOf(await fetch(begun.headers.get('location'), { redirect: 'manual', headers: { cookie: cookieOf(begun) } }))
}
