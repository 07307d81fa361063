import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { startGit } from '../../local/git.ts'

/** GitHub lets anything be asked for by its name, and blobs be left out. */
const SETTINGS = ['uploadpack.allowFilter=true', 'uploadpack.allowAnySHA1InWant=true']
const LONGEST_QUESTION = 16 * 1024 * 1024
const NO_STORE = { 'cache-control': 'no-cache, max-age=0, must-revalidate' }

/** What a repository has, as git asks for it before it fetches (`GET …/info/refs?service=git-upload-pack`). */
export function advertise(folder: string, request: Request): Response {
  const protocol = protocolOf(request)
  const stream = spoken(folder, ['--stateless-rpc', '--http-backend-info-refs'], protocol, new Uint8Array(0))
  // The newest protocol leaves the name of the service out.
  const head = protocol.includes('version=2') ? '' : `${packetLine('# service=git-upload-pack\n')}0000`
  const body = Readable.from((async function* () {
    if (head !== '') yield Buffer.from(head)
    yield* stream
  })())
  return new Response(Readable.toWeb(body) as ReadableStream, { headers: { 'content-type': 'application/x-git-upload-pack-advertisement', ...NO_STORE } })
}

/** The objects that git asks for (`POST …/git-upload-pack`). */
export async function uploadPack(folder: string, request: Request): Promise<Response> {
  const sent = new Uint8Array(await request.arrayBuffer())
  const question = request.headers.get('content-encoding') === 'gzip' ? gunzipSync(sent, { maxOutputLength: LONGEST_QUESTION }) : sent
  const stream = spoken(folder, ['--stateless-rpc'], protocolOf(request), question)
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers: { 'content-type': 'application/x-git-upload-pack-result', ...NO_STORE } })
}

function spoken(folder: string, words: readonly string[], protocol: string, question: Uint8Array): Readable {
  const child = startGit({ folder }, ['upload-pack', '--strict', ...words, folder], { settings: SETTINGS, variables: { GIT_PROTOCOL: protocol } })
  child.stderr.resume()
  child.on('error', (error) => { child.stdout.destroy(error) })
  child.stdin.on('error', () => {}).end(question)
  // Whoever asked may be gone.
  child.stdout.once('close', () => { child.kill('SIGKILL') })
  return child.stdout
}

function protocolOf(request: Request): string {
  const protocol = request.headers.get('git-protocol') ?? ''
  return /^[\w=:.-]{0,100}$/.test(protocol) ? protocol : ''
}

function packetLine(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text
}
