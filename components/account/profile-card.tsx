import { useTranslations } from 'next-intl'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'

export type ProfileCardProps = {
  readonly person: { readonly name: string; readonly email: string }
  readonly orgs: readonly {
    readonly id: string
    readonly name: string
    readonly role: 'owner' | 'billing' | 'member'
  }[]
}

/** What the identity provider says of a person, and where they belong. */
export const ProfileCard = ({ person, orgs }: ProfileCardProps) => {
  const t = useTranslations('account')
  return (
    <Card>
      <CardHeader title={t('profile')} text={t('profileText')} />
      <CardBody>
        <DefinitionList
          items={[
            { term: t('name'), value: person.name },
            { term: t('email'), value: person.email },
            ...(orgs.length > 0 ? [{ term: t('organizations'), value: <Orgs orgs={orgs} /> }] : []),
          ]}
        />
      </CardBody>
    </Card>
  )
}

const Orgs = ({ orgs }: Pick<ProfileCardProps, 'orgs'>) => {
  const roles = useTranslations('signIn')
  return (
    <ul>
      {orgs.map(({ id, name, role }) => (
        <li key={id}>
          {name} <span className="text-ink-faint">({roles(role)})</span>
        </li>
      ))}
    </ul>
  )
}
