import { BlockList, isIPv6 } from 'node:net'
import { privateTargets } from '@/lib/platform/private-targets'

type Range = readonly [first: string, prefix: number]

const ipv4Ranges: readonly Range[] = [
  ['0.0.0.0', 8], // unspecified: reaches this very machine
  ['169.254.0.0', 16], // link-local, with the metadata of AWS, Azure, Google Cloud and others
  ['224.0.0.0', 4], // multicast
  ['255.255.255.255', 32],
  ['168.63.129.16', 32], // Azure's agent endpoint
  ['100.100.100.200', 32], // Alibaba Cloud's metadata
  ['192.0.0.192', 32], // Oracle Cloud's metadata
]
/** Reaches this machine or its neighbours, where services trust whoever can reach them. */
const privateIpv4: readonly Range[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['192.0.0.0', 24],
  ['198.18.0.0', 15],
  ['240.0.0.0', 4],
]
const privateIpv6: readonly Range[] = [
  ['::1', 128],
  ['fc00::', 7],
]
const ipv6Ranges: readonly Range[] = [
  ['64:ff9b:1::', 48], // translated by the network, to any address
  ['2001::', 32], // Teredo: another address is inside
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32], // AWS metadata and pod credentials
  ['fd20:ce::254', 128], // Google Cloud's metadata
]

/** The IPv6 forms that lead to an IPv4 address: mapped, compatible, translated, by NAT64, by 6to4. */
const carriedForms = ([first, prefix]: Range): readonly Range[] => {
  const [a = 0, b = 0, c = 0, d = 0] = first.split('.').map(Number)
  const pair = (high: number, low: number) => (high * 256 + low).toString(16)
  const hex = `${pair(a, b)}:${pair(c, d)}`
  return [
    [`::ffff:${hex}`, 96 + prefix],
    [`::${hex}`, 96 + prefix],
    [`::ffff:0:${hex}`, 96 + prefix],
    [`64:ff9b::${hex}`, 96 + prefix],
    [`2002:${hex}::`, 16 + prefix],
  ]
}

const listOf = (ipv4: readonly Range[], ipv6: readonly Range[]): BlockList => {
  const list = new BlockList()
  for (const range of ipv4) {
    list.addSubnet(...range, 'ipv4')
    for (const [first, prefix] of carriedForms(range)) list.addSubnet(first, prefix, 'ipv6')
  }
  for (const range of ipv6) list.addSubnet(...range, 'ipv6')
  return list
}

const refusedRanges = listOf(ipv4Ranges, ipv6Ranges)
const privateRanges = listOf(privateIpv4, privateIpv6)

/**
 * True for an address to which nothing is sent. Link-local addresses, cloud metadata, multicast and unspecified ones
 * never get anything: a slip or a hijacked name would hand out the machine's own credentials. Private and loopback ones
 * get something only if the deployment allows their network.
 */
export const isRefusedAddress = (address: string): boolean => {
  const [bare = ''] = address.split('%')
  const family = isIPv6(bare) ? 'ipv6' : 'ipv4'
  if (refusedRanges.check(bare, family)) return true
  return privateRanges.check(bare, family) && !privateTargets().check(bare, family)
}
