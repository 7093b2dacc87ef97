"""Who may read what, and until when: Lake Formation's tags, S3 Access Grants, vended credentials."""
import copy

from vocabulary import ENTITLEMENT_LAG


class Access:
    """A part of Simulation."""

    def set_up_access(self):
        access = copy.deepcopy(self.scenario.get('access') or {})
        lake = access.get('lake_formation', {})
        self.databases = lake.get('databases', {})
        self.grants = lake.get('grants', []) + access.get('s3_access_grants', [])
        # Everything that ever held, since Athena sees it late: (since, groups of each user, grants).
        self.entitlements = []
        self.access_changed()

    def access_changed(self):
        self.entitlements.append((self.now, copy.deepcopy(self.groups), copy.deepcopy(self.grants)))

    def entitlements_for(self, service):
        """ATH-2: Athena knows what held an hour ago."""
        if service == 'athena' and self.latency:
            known = self.entitlements[0]
            for since in self.entitlements[1:]:
                if since[0] + ENTITLEMENT_LAG <= self.now:
                    known = since
            return known[1:]
        return self.groups, self.grants

    def admin_grant(self, line):
        grant = self.grant_of(line)
        if grant in self.grants:
            return False
        self.grants.append(grant)
        self.access_changed()

    def admin_revoke_grant(self, line):
        grant = self.grant_of(line)
        if grant not in self.grants:
            return False
        self.grants.remove(grant)
        self.access_changed()

    @staticmethod
    def grant_of(line):
        return {key: line[key] for key in ('group', 'user', 'tags', 'location') if key in line}

    # ---------------------------------------------------------------------------------------------- who sees

    def columns_of(self, table):
        database, name = table.split('.')
        return self.databases[database]['tables'][name]['columns']

    def tag_of(self, table, column, key):
        """The column's own, else the table's, else the database's (LF-TBAC)."""
        database, name = table.split('.')
        tables = self.databases[database]['tables']
        for tags in (tables[name]['columns'][column], tables[name]['tags'], self.databases[database]['tags']):
            if key in tags:
                return tags[key]
        return None

    def visible(self, table, column, grants):
        """Keys with AND, values with OR; one grant must match as a whole (DATA-2, LF-EXPR)."""
        for grant in grants:
            if 'tags' in grant:
                matches = True
                for key, values in grant['tags'].items():
                    if self.tag_of(table, column, key) not in values:
                        matches = False
                if matches:
                    return True
        return False

    def what_is_seen(self, job, identity, service):
        """The columns visible to a job, or None if it is denied."""
        reads, user = job.spec['reads'], job.user
        tables = reads.get('tables', [])
        if identity == 'role':
            return [table + '.' + column for table in tables for column in self.columns_of(table)]
        if user in self.directory_state or user in self.denied:
            return None
        groups, all_grants = self.entitlements_for(service)
        grants = [one for one in all_grants
                  if one.get('user') == user or one.get('group', '') in groups[user]]
        seen = []
        for table in tables:
            columns = [one for one in self.columns_of(table) if self.visible(table, one, grants)]
            if not columns or any(one not in columns for one in reads.get('columns', [])):
                return None
            seen += [table + '.' + column for column in columns]
        for location in reads.get('locations', []):
            if not any('location' in one and location.startswith(one['location']) for one in grants):
                return None
        return seen

    # ------------------------------------------------------------------------------------------------ vending

    def vend(self, job):
        """DATA-1, DATA-2: as work starts and at each renewal; False if it is denied."""
        if 'reads' not in job.spec:
            return True
        reads = job.spec['reads']
        work = job.session if job.kind == 'statement' else job
        seen = self.what_is_seen(job, work.identity, self.service_of(work))
        if seen is None:
            return False
        job.columns = seen
        durations = []
        if reads.get('tables'):
            durations.append(self.setting('lake_formation.credential_duration'))
        if reads.get('locations'):
            durations.append(self.setting('s3_access_grants.credential_duration'))
        for duration in durations:
            job.credentials_until = max(job.credentials_until or 0, self.now + duration)
        job.renews_at = self.now + reads.get('renews_every', min(durations))
        return True

    def renew(self, job):
        if self.vend(job):
            return
        if job.kind == 'statement':
            self.end_statement(job, 'failed', 'access_denied')
        else:
            self.end_job(job, 'failed', 'access_denied')
