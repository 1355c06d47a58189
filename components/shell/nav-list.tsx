'use client'

import {
  ArrowLeftRight,
  Building2,
  ChartNoAxesColumn,
  CirclePlay,
  Coins,
  Cpu,
  CreditCard,
  DatabaseBackup,
  FileText,
  KeyRound,
  Layers,
  LayoutDashboard,
  Mail,
  ScrollText,
  Send,
  ServerCog,
  Settings,
  Tags,
  Timer,
  Webhook,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import type { NavItem } from './nav-item'

const icons = {
  overview: LayoutDashboard,
  usage: ChartNoAxesColumn,
  invoices: FileText,
  plans: Layers,
  credits: Coins,
  cards: CreditCard,
  machines: Cpu,
  instances: ServerCog,
  organizations: Building2,
  pricing: Tags,
  run: CirclePlay,
  events: Webhook,
  deliveries: Send,
  mails: Mail,
  jobs: Timer,
  backfill: DatabaseBackup,
  keys: KeyRound,
  audit: ScrollText,
  settings: Settings,
  switch: ArrowLeftRight,
} as const

const isActive = (item: NavItem, path: string): boolean =>
  path === item.href || (!item.exact && path.startsWith(`${item.href}/`))

export type NavListProps = {
  readonly label: string
  readonly items: readonly NavItem[]
  /** Called when an entry is followed; the phone's sheet closes itself with it. */
  readonly onFollow?: () => void
}

/** The entries of a navigation; the current one is marked for eyes and for screen readers. */
export const NavList = ({ label, items, onFollow }: NavListProps) => {
  const path = usePathname()
  return (
    <nav aria-label={label}>
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => {
          const Icon = icons[item.icon]
          const active = isActive(item, path)
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                onClick={onFollow}
                aria-current={active ? 'page' : undefined}
                className={classNames(
                  'flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-ink-soft hover:bg-hover hover:text-ink lg:h-8',
                  active && 'bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent',
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                <span className="truncate">{item.label}</span>
                {item.waiting && item.waiting.count > 0 ? <Waiting {...item.waiting} /> : null}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

const Waiting = ({ count, words }: { count: number; words: string }) => (
  <Badge tone="bad" className="figures ml-auto">
    {count} <span className="sr-only">{words}</span>
  </Badge>
)
