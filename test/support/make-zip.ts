import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a zip, and how it lies: what is not given is as a proper program writes it. */
export type ZipEntry = {
  readonly name: string
  readonly content?: string | Uint8Array
  /** 0 stored, 8 deflated (the default). */
  readonly method?: number
  readonly flags?: number
  /** The Unix mode, `0o120777` for a symbolic link. */
  readonly mode?: number
  /** The size that the list of files gives. */
  readonly declared?: number
  /** Which entry's data this one points to instead of its own. */
  readonly dataOf?: number
}

/** Writes a zip, in the way of the specification or as asked. */
export function makeZip(entries: readonly ZipEntry[]): Uint8Array {
  const offsets: number[] = []
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, content = '', method = 8, flags = 0, mode = 0o100644, declared, dataOf } of entries) {
    const bytes = Buffer.from(content)
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags | 0x800, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(declared ?? bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    offsets.push(dataOf === undefined ? at : offsets[dataOf] ?? 0)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(mode * 0x10000 >>> 0, 6)
    rest.writeUInt32LE(offsets.at(-1) ?? 0, 10)
    list.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, rest, path]))
    if (dataOf !== undefined) continue
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, path, packed])
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}
