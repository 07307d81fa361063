import { once } from 'node:events'
import { connect } from 'node:net'

/** How long answers that are late are waited for at the end, in milliseconds. */
const LAST_ANSWERS = 30_000
/** At an open rate no more connections are made than a proxy would. */
const MOST_CONNECTIONS = 512

let ids = 0

/** Sends deliveries over kept connections for so many seconds, always so many in flight: the answers by status, and how long each took. */
export async function sendInFlight(url, deliveries, inFlight, seconds) {
  const seen = emptyBook()
  const until = performance.now() + seconds * 1000
  await Promise.all(Array.from({ length: inFlight }, async () => {
    const connection = await open(url)
    while (performance.now() < until) await sendOne(connection, deliveries, performance.now(), seen)
    connection.end()
  }))
  return summary(seen)
}

/** The same at a rate, however late the answers are: the time of each counts from when it was due, not from when there was a connection for it. */
export async function sendAtRate(url, deliveries, rate, seconds) {
  const seen = emptyBook()
  const free = []
  const due = []
  let connections = 0
  const work = async (connection) => {
    for (let at = due.shift(); at !== undefined; at = due.shift()) await sendOne(connection, deliveries, at, seen)
    free.push(connection)
  }
  /** A kept connection; one that the server ended meanwhile, as it does after some seconds without a request, is made anew. */
  const taken = () => {
    for (let connection = free.pop(); connection !== undefined; connection = free.pop()) {
      if (connection.readable && connection.writable) return connection
      connections -= 1
    }
    return undefined
  }
  const since = performance.now()
  for (let sent = 0; sent < rate * seconds;) {
    for (const now = performance.now() - since; sent < rate * seconds && sent * 1000 / rate <= now; sent += 1) {
      due.push(since + sent * 1000 / rate)
      const connection = taken()
      if (connection !== undefined) void work(connection)
      else if (connections < MOST_CONNECTIONS) {
        connections += 1
        void open(url).then(work)
      }
    }
    await new Promise((resolve) => { setTimeout(resolve, 1) })
  }
  while (seen.times.length < Math.round(rate * seconds) && performance.now() - since < seconds * 1000 + LAST_ANSWERS) await new Promise((resolve) => { setTimeout(resolve, 5) })
  for (const connection of free) connection.end()
  return { ...summary(seen), unanswered: Math.round(rate * seconds) - seen.times.length }
}

async function open(url) {
  const { hostname, port } = new URL(url)
  const connection = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(connection, 'connect')
  return connection
}

async function sendOne(connection, deliveries, since, seen) {
  const number = ids++
  const { name, body, signature } = deliveries[number % deliveries.length]
  connection.cork()
  connection.write(`POST /webhook HTTP/1.1\r\nhost: bench\r\nuser-agent: GitHub-Hookshot/bench\r\naccept: */*\r\ncontent-type: application/json\r\nx-github-event: ${name}\r\nx-github-delivery: ${process.pid}-${number}\r\nx-hub-signature-256: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`)
  connection.write(body)
  connection.uncork()
  const status = await answerOf(connection)
  seen.times.push(performance.now() - since)
  seen.statuses[status] = (seen.statuses[status] ?? 0) + 1
  seen.last = performance.now()
}

/** The status of the next answer on a connection, once it is there to its end. */
function answerOf(connection) {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (part) => {
      text += part.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
      if (length === undefined ? !text.endsWith('\r\n0\r\n\r\n') : text.length < end + 4 + Number(length)) return
      connection.off('data', read).off('close', closed)
      resolve(text.slice(9, 12))
    }
    const closed = () => { reject(new Error('the connection was closed before its answer')) }
    connection.on('data', read).once('close', closed)
  })
}

function emptyBook() {
  return { times: [], statuses: {}, since: performance.now(), last: performance.now() }
}

function summary({ times, statuses, since, last }) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { answered: times.length, stored: statuses['202'] ?? 0, statuses, rate: 1000 * times.length / (last - since), p50: at(0.5), p99: at(0.99), max: at(1) }
}
