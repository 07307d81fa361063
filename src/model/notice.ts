/** What people can be told of by a comment that mentions them, where they ask for it. */
export const NOTICE_KINDS = ['release', 'disputes', 'steps'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
