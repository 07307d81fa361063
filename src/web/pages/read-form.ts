import type { Context } from 'hono'

/** A file that was sent with a form: its text with the mark of UTF-8 where it has one, or that it is none. */
export type SentFile = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'not-text' }

/** What was sent with a form: its fields, and its files by the fields that they were chosen in. */
export type SentForm = { readonly fields: URLSearchParams; readonly files: ReadonlyMap<string, SentFile> }

/** Nothing was sent. */
export const NO_FORM: SentForm = { fields: new URLSearchParams(), files: new Map() }

/** Reads a form, with files or without; how large it may be is looked at before. What is no form has no fields. A field in which no file was chosen has none. */
export async function readForm({ req }: Context): Promise<SentForm> {
  if (req.header('content-type')?.startsWith('multipart/form-data') !== true) return { fields: new URLSearchParams(await req.text()), files: new Map() }
  let sent: FormData
  try {
    sent = await req.formData()
  } catch {
    return NO_FORM
  }
  const fields = new URLSearchParams()
  const files = new Map<string, SentFile>()
  for (const [name, value] of sent) {
    if (typeof value === 'string') fields.append(name, value)
    else if (value.name !== '' || value.size > 0) files.set(name, textOf(new Uint8Array(await value.arrayBuffer())))
  }
  return { fields, files }
}

/** A file that is filled in comes back as it was, so that nothing of it is replaced by something like it. */
function textOf(bytes: Uint8Array): SentFile {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { kind: 'not-text' }
  }
}
