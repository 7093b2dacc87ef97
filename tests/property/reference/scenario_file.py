"""A scenario of the reference simulator as the YAML that outlive reads."""
from datetime import datetime

from vocabulary import ASSUMPTIONS, DAY, HOUR, MINUTE, SECOND

START = datetime.fromisoformat('2026-03-02T00:00:00+00:00')
DURATIONS = {
    'takes', 'start_up', 'max_runtime', 'timeout', 'idle_timeout', 'checkpoint_every', 'saves_in', 'duration',
    'directory_cap', 'job_timeout', 'scim_delay', 'auto_stop', 'cluster_idle_timeout', 'cluster_start_up',
    'query_timeout', 'notebook_run_timeout', 'credential_duration', 'keep_alive', 'max_pending', 'renews_every',
}
QUOTED = {'glue_version', 'release', 'location', 'locations'}


def duration_text(milliseconds):
    text = ''
    for unit, size in (('d', DAY), ('h', HOUR), ('m', MINUTE), ('s', SECOND), ('ms', 1)):
        count, milliseconds = divmod(milliseconds, size)
        text += '%d%s' % (count, unit) if count else ''
    return text or '0m'


def bytes_text(count):
    for unit, size in (('TB', 10**12), ('GB', 10**9), ('MB', 10**6)):
        if count % size == 0:
            return '%d %s' % (count // size, unit)
    assert count % 1000 == 0
    return '%d KB' % (count // 1000)


def value_text(key, value):
    if value is None:
        return 'none'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, dict):
        return flow({name: value_text(name, one) for name, one in value.items()})
    if isinstance(value, list):
        return '[' + ', '.join(value_text(key, one) for one in value) + ']'
    last = key.split('.')[-1]
    if isinstance(value, str):
        return '"%s"' % value if last in QUOTED else value
    if last in DURATIONS:
        return duration_text(value)
    return bytes_text(value) if last == 'scans' else str(value)


def flow(tree):
    if isinstance(tree, str):
        return tree
    return '{' + ', '.join('%s: %s' % (key, flow(value)) for key, value in tree.items()) + '}'


def settings_tree(scenario):
    tree = {}

    def put(path, key, value):
        branch = tree
        for name in path[:-1]:
            branch = branch.setdefault(name, {})
        branch[path[-1]] = value_text(key, value)

    for key, value in scenario['settings'].items():
        put(key.split('.'), key, value)
    for domain, own in scenario['domains'].items():
        tree.setdefault('sagemaker', {}).setdefault('domains', {}).setdefault(domain, {})
        for key, value in own.items():
            put(['sagemaker', 'domains', domain, *key.split('.')[1:]], key, value)
    if scenario.get('quotas'):
        tree['quotas'] = '[' + ', '.join(flow(unfolded(entry)) for entry in scenario['quotas']) + ']'
    return tree


def unfolded(line):
    """The keys as the file has them, those of `set` among the others."""
    parts = {}
    for key, value in line.items():
        if key == 'set':
            parts.update((name, value_text(name, level)) for name, level in value.items())
        elif key not in ('at', 'line'):
            parts[key] = value_text(key, value)
    return parts


def sections(scenario):
    """The top-level maps that few scenarios have."""
    chosen = scenario.get('assumptions')
    if chosen:
        yield 'assumptions', {ASSUMPTIONS[name][0]: option for name, option in chosen.items()}
    for part in ('assignments', 'projects', 'access'):
        if scenario.get(part):
            yield part, scenario[part]


def as_yaml(scenario):
    """The file; gives each line of the timeline its `line`."""
    lines = ['outlive: 1', 'title: random', 'start: 2026-03-02T00:00:00Z']
    lines.append('horizon: ' + duration_text(scenario['horizon']))
    tree = settings_tree(scenario)
    if tree:
        lines.append('settings:')
        lines += ['  %s: %s' % (key, flow(value)) for key, value in tree.items()]
    for part, content in sections(scenario):
        lines.append(part + ':')
        lines += ['  %s: %s' % (key, value_text(key, value)) for key, value in content.items()]
    lines.append('users:')
    for user, domain in scenario['users'].items():
        groups = (scenario.get('groups') or {}).get(user)
        place = (scenario.get('places') or {}).get(user, {})
        own = {**({'domain': domain} if domain else {}), **({'groups': groups} if groups else {}), **place}
        lines.append('  %s: %s' % (user, value_text(user, own)))
    lines.append('timeline:')
    for line in scenario['timeline']:
        lines.append('  - ' + flow({'at': duration_text(line['at']), **unfolded(line)}))
        line['line'] = len(lines)
    return '\n'.join(lines) + '\n'
