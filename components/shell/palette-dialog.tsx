'use client'

import { Command } from 'cmdk'
import { ArrowRight, Building2, LogOut, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useState, useTransition } from 'react'
import type { PaletteProps } from './palette'

export type PaletteDialogProps = PaletteProps & {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** The palette itself: a field, and what fits what was typed, the likeliest first. Arrows choose, Enter goes. */
export const PaletteDialog = ({ open, onOpenChange, ...props }: PaletteDialogProps) => {
  const t = useTranslations('palette')
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[8vh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-lg border border-line bg-raised shadow-float"
        >
          <Primitive.Title className="sr-only">{t('open')}</Primitive.Title>
          <Entries {...props} close={() => onOpenChange(false)} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

const Entries = ({ items, orgs, searchHref, signOut, close }: PaletteProps & { readonly close: () => void }) => {
  const [t, shell] = [useTranslations('palette'), useTranslations('shell')]
  const [text, setText] = useState('')
  const router = useRouter()
  const [, startTransition] = useTransition()
  const go = (href: string) => () => {
    close()
    router.push(href)
  }
  const leave = () => {
    close()
    startTransition(signOut)
  }
  return (
    <Command label={t('open')} loop>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60vh)] scroll-py-2 overflow-y-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-soft">{t('nothing')}</Command.Empty>
        <Group heading={t('pages')}>
          {items.map(({ href, label }) => (
            <Entry key={href} value={`${label} ${href}`} icon={<ArrowRight />} onSelect={go(href)}>
              {label}
            </Entry>
          ))}
        </Group>
        {orgs.length > 0 ? (
          <Group heading={t('organizations')}>
            {orgs.map(({ href, label }) => (
              <Entry key={href} value={`${label} ${href}`} icon={<Building2 />} onSelect={go(href)}>
                {label}
              </Entry>
            ))}
          </Group>
        ) : null}
        <Group heading={shell('account')}>
          <Entry value={shell('signOut')} icon={<LogOut />} onSelect={leave}>
            {shell('signOut')}
          </Entry>
        </Group>
        {searchHref && text.trim() !== '' ? (
          <Command.Group forceMount>
            <Entry
              forceMount
              value={`search ${text}`}
              icon={<Search />}
              onSelect={go(searchHref + encodeURIComponent(text.trim()))}
            >
              {t('searchFor', { text: text.trim() })}
            </Entry>
          </Command.Group>
        ) : null}
      </Command.List>
    </Command>
  )
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-ink-faint [&_[cmdk-group-heading]]:text-xs"
  >
    {children}
  </Command.Group>
)

type EntryProps = {
  readonly value: string
  readonly icon: ReactNode
  readonly onSelect: () => void
  readonly forceMount?: boolean
  readonly children: ReactNode
}

const Entry = ({ icon, children, ...rest }: EntryProps) => (
  <Command.Item
    {...rest}
    className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-3 py-1.5 text-ink data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent [&_svg]:size-4 [&_svg]:shrink-0"
  >
    {icon}
    <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
  </Command.Item>
)
