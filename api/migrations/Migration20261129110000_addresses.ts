import { Migration } from '@mikro-orm/migrations';
import { domainToUnicode } from 'node:url';

/** Chats were started with addresses as they were typed; from here on there is one form of each (`comparedEmail`). */
export class Migration20261129110000_addresses extends Migration {
  override async up(): Promise<void> {
    for (const table of ['customer', 'ticket']) {
      await this.execute(`update "${table}" set "email" = lower("email") where "email" <> lower("email")`);
      const found = (await this.execute(`select distinct "email" from "${table}" where "email" like '%xn--%'`)) as {
        email: string;
      }[];
      for (const { email } of found) {
        const read = email.replace(/(?<=@)[^@]+$/, (domain) => domainToUnicode(domain) || domain);
        await this.execute(`update "${table}" set "email" = ? where "email" = ?`, [read, email]);
      }
    }
  }
}
