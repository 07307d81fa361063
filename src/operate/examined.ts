/** One thing that was looked at. `next` is what to do, null where nothing is. */
export type Examined = { readonly about: string; readonly state: 'ok' | 'warning' | 'wrong'; readonly says: string; readonly next: string | null }
