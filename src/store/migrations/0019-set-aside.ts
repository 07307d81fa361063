/** Finds the deliveries that were set aside without a look at all others. */
export const SET_ASIDE: readonly string[] = [`create index deliveries_set_aside on deliveries (received_at) where result = 'set-aside'`]
