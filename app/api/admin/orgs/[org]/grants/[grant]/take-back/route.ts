import { answerTakeBack } from '@/app/api/admin/orgs/[org]/grants/answers'
import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { route } from '@/lib/http/route'

export const POST = route(machineOrPerson, answerTakeBack)
