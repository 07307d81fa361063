import { courseSchemas, loadChecklist } from '../../src/command-line/checklists.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { createLog } from '../../src/operate/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import { listen } from '../../src/web/listen.ts'
import { PAGES } from '../../src/web/pages/list.ts'
import { peoplesPages } from '../../src/web/pages/peoples-pages.ts'
import { createSite } from '../../src/web/site.ts'
import { cpuTime, median } from './measure.mjs'

const KIM = { id: 1, login: 'kim' }
const NOW = Date.UTC(2026, 5, 1, 12)
const SILENT = createLog('error', () => null)
const CLASS = 'class'
/** What is asked for by the path of each route of a course: a name, what stands in the places of the path, and a query. A file that is downloaded is asked for as well, and is no page. */
const ASKED = {
  '': [[CLASS], ['class, a section by points', {}, '?section=Section+3&sort=points'], ['class, those who lack an item', {}, '?item=alerts-defined&outcome=missing'], ['class, its last page', {}, '?sort=name&page=20']],
  '/watch': [['watch list']], '/operations': [['operations']], '/items': [['items']],
  '/items/:item': [['one item', { item: 'alerts-defined' }], ['one item, ten at random', { item: 'alerts-defined' }, '?sample=7']],
  '/wrong-verdicts': [['wrong verdicts']], '/wrong-verdicts/file': [['wrong verdicts as a file']],
  '/grades': [['grades']], '/grades/files/:format': [['grades as a file: wide', { format: 'wide' }], ['grades as a file: Canvas', { format: 'canvas' }]], '/grades/files/:format/download': [['the file itself', { format: 'wide' }]],
  '/grades/fill': [['fill in a file']], '/grades/release': [['release or hold']], '/grades/rejudgings': [['judge again']], '/grades/rejudgings/:rejudging': [['one re-judging', { rejudging: 'again' }]],
  '/roster': [['roster'], ['roster, its last page', {}, '?page=20']], '/course': [['course']], '/course/preview': [['preview a change']], '/course/tokens': [['tokens']],
  '/repositories/:id': [['one repository', { id: 50_007 }]], '/repositories/:id/decide': [['what can be decided', { id: 50_007 }], ['decide one item', { id: 50_007 }, '?on=alerts-defined']],
}

/** Counts where each repository of the class stands, as the App does after each look at one: milliseconds of wall and processor time for one. */
export async function countStandings(settings) {
  const store = await openStore(settings)
  const parts = partsOf(store)
  // Before all is counted: what is counted by another staff is out of date.
  await saveStaff(store)
  const enrolled = await store.courses.enrolled('bench')
  const [since, cpu] = [performance.now(), cpuTime()]
  for (const { repositoryId } of enrolled) await keepStandings(repositoryId, parts)
  const each = { wall: (performance.now() - since) / enrolled.length, cpu: (cpuTime() - cpu) / enrolled.length }
  await store.close()
  return each
}

/** Serves the site over HTTP and asks for every page of the course as an instructor, each so many times: medians of the time to its last byte and of the processor time, in milliseconds, and its size. `only` measures the pages whose name begins so. */
export async function openPages(settings, runs, only = '') {
  const store = await openStore(settings)
  let site = null
  const served = await listen((request) => site?.fetch(request) ?? new Response(null, { status: 503 }), '127.0.0.1', 0)
  const pages = peoplesPages({
    ...partsOf(store), schemas: courseSchemas(), log: SILENT, publicUrl: served.url, clientSecret: 'bench', links: { passageOf: () => null, lessonsUrl: null }, readStaff: async () => {},
    about: store.about, running: { words: [], operators: store.operators, read: async () => {} }, app: { health: async () => [], process: () => null, settings: null },
    signIn: { addressOf: ({ state, returnUrl }) => `${returnUrl}?code=kim&state=${state}`, personOf: async () => ({ ok: true, value: KIM }) },
  })
  site = createSite({ receive: null, needs: [], metrics: async () => ({ text: '', contentType: 'text/plain' }), home: '', pages, privacy: '', webUrl: served.url, publicUrl: served.url, proxies: 0, now: () => NOW, log: createLog('error', (line) => { process.stderr.write(line) }) })
  const cookie = await signedIn(served.url)
  const measured = []
  for (const { name, path } of asked()) if (name.startsWith(only)) measured.push({ name, ...await openPage(`${served.url}${path}`, cookie, runs) })
  await served.close(0)
  await store.close()
  return { pages: measured, leftOut: readRoutes().filter((path) => ASKED[path] === undefined) }
}

async function saveStaff({ courses }) {
  await courses.saveStaff('bench', [{ person: KIM, by: 'login', word: 'kim' }], () => ({ id: 'staff', at: 0, actor: null, action: 'staff.added', subject: 'course bench', says: '' }), 0)
}

/** The class first: all others are compared with it. */
function asked() {
  const ofCourse = readRoutes().flatMap((path) => (ASKED[path] ?? []).map(([name, places = {}, query = '']) => ({ name, path: `/courses/bench${path.replaceAll(/:(\w+)/g, (_, place) => places[place])}${query}` })))
  return [...ofCourse.filter(({ name }) => name === CLASS), { name: 'home', path: '/' }, ...ofCourse.filter(({ name }) => name !== CLASS)]
}

function readRoutes() {
  return PAGES.flatMap(({ method, path }) => method === 'get' ? [path] : [])
}

async function openPage(address, cookie, runs) {
  const opened = []
  // The first one warms what a server has warm.
  for (let run = 0; run <= runs; run += 1) {
    const [since, cpu] = [performance.now(), cpuTime()]
    const answer = await fetch(address, { headers: { cookie } })
    const { length } = await answer.text()
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
    if (run > 0) opened.push({ wall: performance.now() - since, cpu: cpuTime() - cpu, length })
  }
  return { wall: median(opened.map(({ wall }) => wall)), cpu: median(opened.map(({ cpu }) => cpu)), length: opened[0].length }
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
