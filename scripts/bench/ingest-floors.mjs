import { createHmac, timingSafeEqual } from 'node:crypto'
import Libsql from 'libsql'
import pg from 'pg'

const COLUMNS = ['id', 'name', 'action', 'installation_id', 'repository_id', 'received_at', 'body', 'result']
const INSERT = `insert into deliveries (${COLUMNS.join()}) values`
/** So many rows are stored in one transaction where that is measured. */
const TOGETHER = 50

/** How many deliveries a second are checked and parsed, and nothing else. */
export async function readingFloor(deliveries, secret) {
  const since = performance.now()
  for (const { body, signature } of deliveries) {
    const text = body.toString()
    if (!timingSafeEqual(Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`), Buffer.from(signature)) || JSON.parse(text) === null) throw new Error('a delivery of the bench is not signed')
  }
  return rateOf(deliveries.length, since)
}

/** How many of the same rows a second one connection stores durably, one and several in each transaction. */
export async function insertFloors(settings, deliveries) {
  const rows = deliveries.map(({ name, body }, index) => [`floor-${index}`, name, 'opened', 7, 70_000 + index % 20, 1_800_000_000_000 + index, body.toString(), 'waiting'])
  const insert = settings.kind === 'sqlite' ? sqliteInserter(settings.file) : await postgresInserter(settings.url)
  const single = rows.slice(0, 500)
  let since = performance.now()
  for (const row of single) await insert.rows([row])
  const alone = rateOf(single.length, since)
  const others = rows.slice(single.length)
  since = performance.now()
  for (let at = 0; at < others.length; at += TOGETHER) await insert.rows(others.slice(at, at + TOGETHER))
  const together = rateOf(others.length, since)
  await insert.close()
  return { alone, together }
}

function sqliteInserter(file) {
  const database = new Libsql(file)
  for (const pragma of ['journal_mode = wal', 'synchronous = full']) database.exec(`pragma ${pragma}`)
  const statement = database.prepare(`${INSERT} (${COLUMNS.map(() => '?').join()})`)
  return {
    rows: async (rows) => {
      database.exec('begin immediate')
      for (const row of rows) statement.run(row)
      database.exec('commit')
    },
    close: async () => { database.close() },
  }
}

async function postgresInserter(url) {
  const client = new pg.Client(url)
  await client.connect()
  const places = COLUMNS.map((_, index) => `$${index + 1}`)
  const { rows: [{ fsync }] } = await client.query('select current_setting(\'fsync\') as fsync')
  const { rows: [{ commits }] } = await client.query('select current_setting(\'synchronous_commit\') as commits')
  if (fsync !== 'on' || commits !== 'on') throw new Error('PostgreSQL is not set to store durably')
  return {
    rows: async (rows) => {
      await client.query('begin')
      for (const row of rows) await client.query({ name: 'insert', text: `${INSERT} (${places.join()})`, values: row })
      await client.query('commit')
    },
    close: () => client.end(),
  }
}

function rateOf(count, since) {
  return 1000 * count / (performance.now() - since)
}
