import { execFile, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { buildApp } from '../support/built-app.ts'
import { git, makeFolder, makeRepository, writeFiles } from '../support/make-repository.ts'

const LONGEST = 300_000
let built: Awaited<ReturnType<typeof buildApp>>
beforeAll(async () => { built = await buildApp() }, LONGEST)
afterAll(() => { built.remove() })

/** `left` are the folders that it made for a while and that are still there. */
type Demo = { readonly output: string; readonly left: () => readonly string[]; readonly origin: string; readonly page: (path: string) => Promise<string>; readonly end: () => Promise<number | null> }

/** Runs the demo until it says something: of its own accord that its pages stay. */
async function played(words: readonly string[], until = 'The pages stay until Ctrl-C.'): Promise<Demo> {
  let output = ''
  const scratch = makeFolder()
  const child = spawn(process.execPath, [join(built.folder, 'demo.js'), ...words], { env: { PATH: process.env['PATH'] ?? '', TMPDIR: scratch }, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text })
  const ended = new Promise<number | null>((resolve) => { child.once('exit', resolve) })
  onTestFinished(() => { child.kill('SIGKILL') })
  await Promise.race([
    vi.waitFor(() => { expect(output).toContain(until) }, { timeout: LONGEST, interval: 200 }),
    ended.then((code) => { throw new Error(`the demo ended with ${code}:\n${output}`) }),
  ])
  const origin = /A GitHub on this machine: (\S+)/.exec(output)?.[1] ?? ''
  return { output, origin, left: () => readdirSync(scratch), page: async (path) => await (await fetch(`${origin}${path}`)).text(), end: () => { child.kill('SIGINT'); return ended } }
}

it('shows what the App would post for a clone, and leaves the clone as it is', async () => {
  const clone = makeRepository({ 'README.md': '# Churn\n' })
  writeFiles(clone, { 'app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n' })
  git(clone, 'add', '-A')
  git(clone, 'commit', '-q', '-m', 'Add the service')
  const before = git(clone, 'for-each-ref')
  const demo = await played(['--repo', clone])
  const [, path = ''] = /(\/you\/[\w.-]+\/pull\/\d+) {2}The capstone/.exec(demo.output) ?? []
  const page = await demo.page(path)
  expect(page).toContain('Capstone checklist')
  expect(page).toContain('of 15 items are in place')
  expect(page).toContain('app.py:6')
  expect(await demo.end()).toBe(0)
  expect(git(clone, 'for-each-ref')).toBe(before)
  expect(demo.left()).toEqual([])
}, LONGEST)

it('leaves nothing behind where it is interrupted in its play', async () => {
  const demo = await played([], 'The App, connected to it:')
  expect(demo.left()).not.toEqual([])
  expect(await demo.end()).toBe(130)
  expect(demo.left()).toEqual([])
}, LONGEST)

it('plays a class: one failing, one on the way, and one who goes through all thirteen steps, with a dispute that the instructor decides and closes', async () => {
  const demo = await played([])
  const pages = await Promise.all(['cleo', 'ben', 'ada'].map((login) => demo.page(`/octo-course/capstone-${login}/pull/2`)))
  const comments = pages.map((page) => page.match(/<article class="box comment[^]*?<\/article>/g) ?? [])
  expect(comments.map((all) => all.length)).toEqual([2, 1, 13])
  for (const page of pages) expect(page).toContain('items are in place')
  // What is unfinished is neutral; all of it verified, on whose word ever, is a success.
  expect(pages.map((page) => /completed: (\w+)/.exec(page)?.[1])).toEqual(['neutral', 'neutral', 'success'])
  expect(pages[0]).toMatch(/failing.*<a href="http:\/\/127\.0\.0\.1:\d+\/octo-course\/capstone-cleo\/actions\/runs\/\d+\/job\/\d+#step:\d+:1"/s)
  expect(comments[0]?.[1]).toMatch(/A first hint, unasked[^]*No module named (?:&#39;|')app/)
  expect(pages[1]).toMatch(/<td>Linting passes<\/td>\s*<td>◔.partial/)

  // Ada's conversation, from the first question to the last answer.
  const [sticky = '', ...said] = comments[2] ?? []
  expect(said.map((one) => /aria-label="Comment by ([\w-]+)/.exec(one)?.[1])).toEqual(['ada', 'capstone-coach', 'ada', 'capstone-coach', 'ada', 'capstone-coach', 'instructor', 'capstone-coach', 'ada', 'capstone-coach', 'ada', 'capstone-coach'])
  expect(said[3]).toMatch(/dvc\.lock.* says .*train\.c.* 1\.0[^]*dvc repro/)
  expect(sticky).toMatch(/decided by .*instructor.* on .*verified.*The App's own verdict: .*partial.*Reason: Counted in .*rows_lost_total/s)
  expect(sticky).toMatch(/Dispute of .*: closed by .*instructor/s)
  expect(sticky).not.toContain(': open, to be answered by')
  expect(said.at(-1)).toContain('13 of 13 steps of the capstone are done')
  expect(said.at(-1)?.match(/<td>✔.done/g)).toHaveLength(13)

  // The capstone issues: Ada's from the one question to the wrap-up, in the others what is still asked.
  const issues = await Promise.all(['cleo', 'ben', 'ada'].map((login) => demo.page(`/octo-course/capstone-${login}/issues/1`)))
  const talks = issues.map((page) => page.match(/<article class="box comment[^]*?<\/article>/g) ?? [])
  expect(talks.map((all) => all.length)).toEqual([5, 5, 17])
  expect(talks[0]?.[2]).toContain('This was not read as an answer to one of the questions above')
  expect(talks[0]?.[4]).toMatch(/Your sentence speaks of <strong>delivery[^]*health over time/)
  expect(talks[1]?.[2]).toContain('One question')
  const [body = '', ...answered] = talks[2] ?? []
  expect(answered.filter((one) => one.includes('Comment by capstone-coach'))).toHaveLength(8)
  expect(body).toMatch(/The whole cycle is done: [^]*It began with your sentence: “MLOps means that a model gets[^]*In facts:[^]*15 passing tests/)
  expect(body).toContain('Explained so far: 14 of 14 components, 11 of 11 connections.')
  const [, badge = ''] = /<img src="([^"]+)" alt="Capstone: the whole cycle done">/.exec(body) ?? []
  expect(await (await fetch(badge)).text()).toContain('capstone: whole cycle done')

  const index = await demo.page('/')
  const [deployed = ''] = /\/octo-course\/capstone-ada\/commit\/[0-9a-f]{40}/.exec(index) ?? []
  const [production, service] = [await demo.page(deployed), /where it answers at (\S+)/.exec(demo.output)?.[1] ?? '']
  expect(production).toContain('The deployed service answered 200 at')
  expect(production).toContain(`href="${service}/health"`)
  // The class, as the staff sees it who signs in at the demo's own GitHub; a student sees their own work alone.
  const [, site = ''] = /each student of their own work:\n {2}(\S+)\//.exec(demo.output) ?? []
  const opened = await signedIn(site, 'instructor', '/courses/demo')
  expect(opened).toMatch(/<h1>Class<\/h1>[^]*octo-course\/capstone-ada[^]*100\.00/)
  for (const login of ['ada', 'ben', 'cleo']) expect(opened).toContain(`octo-course/capstone-${login}`)
  expect(await signedIn(site, 'ada', '/')).toMatch(/octo-course\/capstone-ada/)
  expect(await signedIn(site, 'ada', '/courses/demo')).toContain('Not for you')
  expect(await signedIn(site, 'operator', '/operations')).toMatch(/<h1>App operations<\/h1>[^]*Everything is in place\.[^]*<code>push<\/code>/)
  expect(await signedIn(site, 'instructor', '/operations')).toContain('There is no page at this address.')
  // From the list of students to a file for Canvas, by the commands that the demo prints.
  const [, data = ''] = /export DATA_DIR=(\S+)/.exec(demo.output) ?? []
  const commands = [...demo.output.matchAll(/^ {2}node dist\/cli\.js (.+)$/gm)].map(([, words = '']) => [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
  // Nothing waits for it: a connection that rests too long is closed by the other side.
  const run = async (words: readonly string[]): Promise<string> => (await promisify(execFile)(process.execPath, [join(built.folder, 'cli.js'), ...words], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data } })).stdout
  expect(commands).toHaveLength(9)
  const [imported = '', listed = '', decided = '', extended = '', begun = '', previewed = '', applied = '', released = '', file = ''] = await inTurn(commands, run)
  expect(imported).toContain('4 students; 4 added')
  expect(listed).toMatch(/Abara, Ada +octo-course\/capstone-ada +100\.00 of 100\.00.*1 decided[^]*Diallo, Dora +– +in no repository yet/)
  expect([decided, extended].join('')).toMatch(/octo-course\/capstone-cleo[^]*octo-course\/capstone-ben/)
  expect(begun).toMatch(/^Re-judging \S+ began, of 3 repositories\./)
  expect(previewed).toMatch(/, not applied, 3 repositories: The checks were mended\n[^]*To apply it: /)
  expect(applied).toMatch(/^Re-judging \S+ is applied/)
  // What was released stands in the issue of each, which is private.
  expect(released).toMatch(/Abara, Ada/)
  const graded = await untilHolds(() => demo.page('/octo-course/capstone-ada/issues/1'), (page) => page.includes('100.00 of 100.00'))
  expect(graded.match(/<article class="box comment[^]*?<\/article>/g)?.at(-1)).toMatch(/Comment by capstone-coach[^]*100\.00 of 100\.00/)
  expect(file).toMatch(/^Student,ID,SIS User ID,SIS Login ID,Section,Capstone \(4711\)\r\n.*Points Possible.*\r\n"Abara, Ada",90017,u-17,aabara,Monday,100\r\n"Bell, Ben",90018,u-18,bbell,Monday,\d/)
  expect(await deadLinks(new URL('/', demo.origin))).toEqual([])
  expect(await demo.end()).toBe(0)
}, 2 * LONGEST)

/** A page of the App's site for somebody who signs in at the demo's GitHub. */
async function signedIn(site: string, login: string, path: string): Promise<string> {
  const begun = await fetch(`${site}/sign-in?to=${encodeURIComponent(path)}`, { redirect: 'manual' })
  const agreed = await fetch(`${begun.headers.get('location') ?? ''}&login=${login}`, { redirect: 'manual' })
  const cookies = (answer: Response): string => answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ')
  const back = await fetch(agreed.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie: cookies(begun) } })
  return (await fetch(new URL(back.headers.get('location') ?? '/', site), { headers: { cookie: cookies(back) } })).text()
}

/** What is asked for again and again until something holds, for as long as a busy machine may take. */
async function untilHolds(ask: () => Promise<string>, holds: (text: string) => boolean): Promise<string> {
  let text = await ask()
  for (const end = performance.now() + LONGEST; !holds(text) && performance.now() < end;) {
    await new Promise((resolve) => { setTimeout(resolve, 500) })
    text = await ask()
  }
  return text
}

/** What the commands print, each when what goes before it is done: the App judges again as it comes to it. */
async function inTurn(commands: readonly (readonly string[])[], run: (words: readonly string[]) => Promise<string>): Promise<readonly string[]> {
  const said: string[] = []
  for (const words of commands) {
    const text = await untilHolds(() => run(words), (one) => !one.includes('not judged yet'))
    said.push(text)
  }
  return said
}

/** The links that lead nowhere, of all pages that can be reached from one; to a place in a page of the demo, that the page does not have. */
async function deadLinks(start: URL): Promise<readonly string[]> {
  const seen = new Set([start.href])
  const dead: string[] = []
  const [anchored, placesOf] = [new Map<string, URL>(), new Map<string, ReadonlySet<string>>()]
  for (const address of seen) {
    const answer = await fetch(address)
    if (!answer.ok) dead.push(`${answer.status} ${address}`)
    const isPage = address.startsWith(start.origin) && (answer.headers.get('content-type') ?? '').includes('html')
    const text = await answer.text()
    if (!isPage) continue
    placesOf.set(address, new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)))
    for (const [, href = ''] of text.matchAll(/href="([^"]+)"/g)) {
      const link = new URL(href.replaceAll('&amp;', '&'), address)
      seen.add(link.href.replace(/#.*$/, ''))
      if (link.hash !== '') anchored.set(link.href, link)
    }
  }
  const isThere = ({ href, hash }: URL): boolean => placesOf.get(href.replace(/#.*$/, ''))?.has(decodeURIComponent(hash.slice(1))) !== false
  return [...dead, ...[...anchored.values()].filter((link) => !isThere(link)).map(({ href }) => `no such place: ${href}`)]
}

it('says what is wrong with its words, and with a folder that is no clone', async () => {
  const run = (...words: readonly string[]): Promise<readonly [number | null, string]> => new Promise((resolve) => {
    let said = ''
    const child = spawn(process.execPath, [join(built.folder, 'demo.js'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text })
    child.once('close', (code) => { resolve([code, said]) })
  })
  expect(await run('--speed')).toEqual([2, expect.stringContaining('--speed: no such option') as string])
  expect(await run('--repo', '/nowhere')).toEqual([3, expect.stringContaining('there is no such folder') as string])
}, LONGEST)
