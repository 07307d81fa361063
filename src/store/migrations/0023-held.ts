/** Finds the deliveries of a repository that are held without a look at all others. */
export const HELD: readonly string[] = [`create index deliveries_held on deliveries (repository_id, received_at) where result = 'held'`]
