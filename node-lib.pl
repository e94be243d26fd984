# Functions about what the daemon needs to run: Node.js, and the database's
# native addon for it

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';

our (%text, %config, $module_root_directory);

# node_path()
# Returns the path of Node.js, or undef if there is none
sub node_path
{
return $config{'node'} if ($config{'node'} && -x $config{'node'});
foreach my $name ('node', 'nodejs', '/usr/local/bin/node', '/opt/node/bin/node') {
	my $path = has_command($name);
	return $path if ($path);
	}
return;
}

# addon_directory()
# Returns the directory of the database's native addon
sub addon_directory
{
return "$module_root_directory/backend/dist/native";
}

# runtime_state()
# Returns ok, old or addon as the first of a list, then the version or the file
# and the reason
sub runtime_state
{
my $node = node_path();
return ('missing') if (!$node);
my $line = backquote_command(join(" ", map { quotemeta($_) }
	$node, "$module_root_directory/backend/tools/check-runtime.cjs",
	addon_directory())." 2>/dev/null </dev/null");
chomp($line);
return $line =~ /^(addon) (\S+) (.*)$/ ? ($1, $2, $3) :
       $line =~ /^(ok|old) (\S+)$/ ? ($1, $2) : ('broken', $node);
}

# missing_parts()
# Returns sentences that say what the daemon lacks to run, none if it has all
sub missing_parts
{
return ($text{'ready_ebuild'}) if (!-r daemon_main());
my ($state, @about) = runtime_state();
return ( ) if ($state eq 'ok');
return ($text{'ready_enode'}) if ($state eq 'missing');
return (text('ready_eold', @about)) if ($state eq 'old');
return (text('ready_ebroken', @about)) if ($state eq 'broken');
my $now = is_rebuilding() ? $text{'ready_rebuilding'}
			  : text('ready_rebuild', rebuild_log());
return (text('ready_eaddon', @about), $now);
}

# rebuild_log()
# Returns the path of what was said while the addon was built
sub rebuild_log
{
return data_directory()."/rebuild.log";
}

# rebuild_pid_file()
# Returns the path of the file with the process id of a running rebuild
sub rebuild_pid_file
{
return data_directory()."/rebuild.pid";
}

# is_rebuilding()
# Returns 1 if the addon is being built now, 0 if not
sub is_rebuilding
{
my $pid = read_file_contents(rebuild_pid_file());
return $pid =~ /^(\d+)/ && kill(0, $1) ? 1 : 0;
}

# rebuild_addon(&then)
# Builds the addon for this machine in the background, then calls a function in
# that process if it loads
sub rebuild_addon
{
my ($then) = @_;
return if (is_rebuilding());
my $pid = run_detached(rebuild_log(), undef, sub {
	my @cmd = (node_path(),
		   "$module_root_directory/backend/tools/rebuild-addon.mjs",
		   addon_directory(), data_directory()."/rebuild");
	my $failed = system({ $cmd[0] } @cmd);
	unlink(rebuild_pid_file());
	$then->() if (!$failed);
	});
write_secret(rebuild_pid_file(), $pid);
}

# run_detached(log, user, &work)
# Runs a function in a process that outlives this one, its output in a log.
# Returns the process id.
sub run_detached
{
my ($log, $user, $work) = @_;
my $pid = fork();
defined($pid) || die "fork : $!";
return $pid if ($pid);
eval {
	untie(*STDIN);
	untie(*STDOUT);
	require POSIX;
	POSIX::setsid();
	open(my $out, '>>', $log) || die "$log : $!";
	open(my $in, '<', '/dev/null') || die "/dev/null : $!";
	POSIX::dup2(fileno($in), 0);
	POSIX::dup2(fileno($out), 1);
	POSIX::dup2(fileno($out), 2);

	# Neither miniserv's sockets nor a pipe to an installer stay open
	for(my $fd = 3; $fd < 256; $fd++) {
		POSIX::close($fd);
		}
	switch_to_unix_user([ getpwnam($user) ]) if ($user);
	$work->();
	};
POSIX::_exit($@ ? 1 : 0);
}

1;
