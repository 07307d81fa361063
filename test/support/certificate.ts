import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate that is its own authority, with its key, both PEM. */
export type Certificate = { readonly key: string; readonly certificate: string }

const EC_SHA256 = der(0x30, oid([1, 2, 840, 10045, 4, 3, 2]))

/** Makes a self-signed certificate for names of DNS and IPv4 addresses, valid from `from` (a day ago) until `until` (a day from now), in milliseconds since 1970. */
export function makeCertificate(names: readonly string[], from = Date.now() - 86_400_000, until = Date.now() + 86_400_000): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const who = der(0x30, der(0x31, der(0x30, oid([2, 5, 4, 3]), der(0x0c, Buffer.from('a test')))))
  const subject = der(0x30, ...names.map((name) => /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name))))
  const extensions = der(0x30, der(0x30, oid([2, 5, 29, 17]), der(0x04, subject)), der(0x30, oid([2, 5, 29, 19]), der(0x01, Buffer.from([0xff])), der(0x04, der(0x30, der(0x01, Buffer.from([0xff]))))))
  const body = der(
    0x30, der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1])), EC_SHA256, who, der(0x30, time(from), time(until)), who,
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, extensions),
  )
  const whole = der(0x30, body, EC_SHA256, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n` }
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  // Numbers in groups of seven bits, the highest first; all but the last group are marked.
  const bytes = rest.flatMap((part) => [...(part > 0x3fff ? [(part >> 14) | 0x80] : []), ...(part > 0x7f ? [((part >> 7) & 0x7f) | 0x80] : []), part & 0x7f])
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

function time(at: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))
}
