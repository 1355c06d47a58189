/** The zone in which admin pages, which are about all orgs, tell the time. An org's own pages use its billing zone. */
export { platformZone } from '@/lib/core/time/platform-zone'
