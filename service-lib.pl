# Functions that start and stop the daemon, now and at boot

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';
use Socket;
use Time::HiRes;

our (%text, %config, $module_name, $module_root_directory,
     $module_config_directory);

# Pages and Webmin's own calls find libraries by different paths
require "$module_root_directory/node-lib.pl";	## no critic

our $service_name = 'unlimited-cluster';
our $unit_file = '/etc/systemd/system/unlimited-cluster.service';
our $rotate_file = '/etc/logrotate.d/unlimited-cluster';

# daemon_user()
# Returns the Unix user of the daemon, or undef to run it as the user of
# Webmin. That is so in a second Webmin, whose directories are closed to others.
sub daemon_user
{
return is_system_webmin() && $< == 0 ? 'unlimited-cluster' : undef;
}

# has_systemd()
# Returns 1 if systemd runs this machine and the daemon is its business
sub has_systemd
{
return is_system_webmin() && -d '/run/systemd/system' &&
       has_command('systemctl') ? 1 : 0;
}

# log_directory()
# Returns the directory of the daemon's logs
sub log_directory
{
return is_system_webmin() ? '/var/log/unlimited-cluster' : data_directory();
}

# daemon_log()
# Returns the path of the daemon's log
sub daemon_log
{
return log_directory()."/cluster.log";
}

# start_log()
# Returns the path of what a daemon without systemd says before it has logs
sub start_log
{
return data_directory()."/daemon.log";
}

# daemon_arguments()
# Returns the arguments that make the daemon listen for Webmin
sub daemon_arguments
{
return ('--logs', log_directory(), '--socket', '--ticket-port', 'auto',
	'--secret-file', data_directory()."/miniserv.secret");
}

# not_ready_reasons()
# Returns sentences that say why the daemon does not answer
sub not_ready_reasons
{
my @missing = missing_parts();
return @missing if (@missing);
my ($log) = sort { (stat($b))[9] <=> (stat($a))[9] }
		 grep { -s $_ } daemon_log(), start_log();
my $last = $log ? last_line($log) : '';
return (text('ready_edaemon', daemon_socket()),
	$last ne '' ? (text('ready_log', $log, $last)) : ( ));
}

# last_line(file)
# Returns the last line of a log that is not empty, cut to a readable length
sub last_line
{
my ($file) = @_;
open(my $fh, '<', $file) || return '';
my $size = -s $fh;
seek($fh, $size > 4096 ? $size - 4096 : 0, 0);
my @lines = grep { /\S/ } <$fh>;
close($fh);
my $last = @lines ? $lines[-1] : '';
$last =~ s/[\x00-\x1f\x7f]+/ /g;
return substr($last, 0, 500);
}

# prepare_directories()
# Makes the daemon's user and directories where they are missing. Returns undef
# or an error.
sub prepare_directories
{
my $user = daemon_user();
if ($user && !getpwnam($user)) {
	my $out = backquote_logged(
		"useradd --system --user-group --no-create-home ".
		"--home-dir ".quotemeta(data_directory())." ".
		"--shell /usr/sbin/nologin ".quotemeta($user)." 2>&1 </dev/null");
	return text('service_euser', $user, $out) if ($?);
	}
my ($config_dir) = daemon_config_file() =~ /^(.*)\//;
foreach my $want ([ data_directory(), oct('700') ],
		  [ $config_dir, oct('750') ],
		  [ log_directory(), oct('750') ]) {
	my ($dir, $mode) = @$want;
	next if ($dir eq $module_config_directory);
	make_dir($dir, $mode, 1) if (!-d $dir);
	-d $dir || return text('service_edir', $dir, "$!");
	set_ownership_permissions($user, $user, $mode, $dir) if ($user);
	}

# Logs that root began before; not where the daemon's user put a link
foreach my $log (glob(log_directory()."/*.log")) {
	set_ownership_permissions($user, $user, oct('600'), $log)
		if ($user && -f $log && !-l $log);
	}
return;
}

# start_daemon()
# Starts the daemon where it is not running. Returns undef or an error.
sub start_daemon
{
my @missing = missing_parts();
return join(" ", @missing) if (@missing);
my $err = prepare_directories();
return $err if ($err);
if (has_systemd()) {
	write_unit();
	my $out = backquote_logged("systemctl start $service_name 2>&1 </dev/null");
	return $? ? $out : undef;
	}
return if (daemon_pid());
my @cmd = (node_path(), daemon_main(), daemon_arguments());
my %env = daemon_environment();
run_detached(start_log(), daemon_user(), sub {
	chdir("/");

	# Its first words are for a person at a terminal
	open(my $nowhere, '>', '/dev/null') || die "/dev/null : $!";
	POSIX::dup2(fileno($nowhere), 1);
	foreach my $k (keys %env) {
		$ENV{$k} = $env{$k};	## no critic
		}
	exec({ $cmd[0] } @cmd) || print STDERR "$cmd[0] : $!\n";
	});
return;
}

# daemon_environment()
# Returns the environment of the daemon, as a hash
sub daemon_environment
{
return ('NODE_ENV' => 'production',
	'UNLIMITED_CLUSTER_CONFIG' => daemon_config_file(),
	'UNLIMITED_CLUSTER_DATA' => data_directory(),
	'UNLIMITED_CLUSTER_LISTEN' => $config{'listen'} || '127.0.0.1:8080');
}

# choose_listen()
# Moves the daemon to the next free port where another program has the one that
# is set, as is likely with 8080. Asked at installation, while it does not run.
sub choose_listen
{
my ($host, $port) = $config{'listen'} =~ /^(127\.[\d.]+|localhost):(\d+)$/;
return if (!$port || is_port_free($host, $port));
foreach my $other ($port + 1 .. $port + 100) {
	next if ($other > 65535 || !is_port_free($host, $other));
	$config{'listen'} = "$host:$other";
	lock_file("$module_config_directory/config");
	save_module_config(\%config);
	unlock_file("$module_config_directory/config");
	return;
	}
}

# is_port_free(host, port)
# Returns 1 if a program could listen on some address of this machine, 0 if not
sub is_port_free
{
my ($host, $port) = @_;
socket(my $fh, PF_INET, SOCK_STREAM, 0) || return 0;
setsockopt($fh, SOL_SOCKET, SO_REUSEADDR, 1);
my $free = bind($fh, sockaddr_in($port, inet_aton($host))) ? 1 : 0;
close($fh);
return $free;
}

# stop_daemon()
# Stops the daemon where it is running. It answers what it has begun, so that
# it may take some seconds.
sub stop_daemon
{
if (has_systemd()) {
	system_logged("systemctl stop $service_name >/dev/null 2>&1 </dev/null");
	}
my $pid = daemon_pid();
return if (!$pid);
kill('TERM', $pid);
for(my $i = 0; $i < 100; $i++) {
	return if (!daemon_pid());
	Time::HiRes::sleep(0.2);
	}
kill('KILL', $pid);
}

# daemon_pid()
# Returns the process id of the running daemon, or undef. The file may be left
# from one that was killed, and its number belong to another program now.
sub daemon_pid
{
my $file = read_file_contents(data_directory()."/daemon.pid");
return if ($file !~ /^\s*(\d+)/);
my $pid = $1;
my $cmdline = read_file_contents("/proc/$pid/cmdline");
return $cmdline =~ /\/backend\/dist\/main\.js\0/ ? $pid : undef;
}

# wait_for_daemon(seconds)
# Waits until the daemon answers. Returns 1 if it does, 0 if time is up.
sub wait_for_daemon
{
my ($seconds) = @_;
for(my $i = 0; $i < $seconds * 5; $i++) {
	return 1 if (is_daemon_alive(1));
	Time::HiRes::sleep(0.2);
	}
return 0;
}

# enable_daemon()
# Makes the daemon start at boot
sub enable_daemon
{
return if (!is_system_webmin());
if (has_systemd()) {
	write_unit();
	system_logged("systemctl enable $service_name >/dev/null 2>&1 </dev/null");
	}
elsif (foreign_check("init")) {
	foreign_require("init");
	my $wrapper = "$module_config_directory/daemon.pl";
	create_wrapper($wrapper, $module_name, "daemon.pl");
	init::enable_at_boot($service_name, $text{'service_desc'},
			     "$wrapper start", "$wrapper stop",
			     "$wrapper status");
	}
write_rotation();
}

# disable_daemon()
# Takes back what enable_daemon did
sub disable_daemon
{
return if (!is_system_webmin());
if (-e $unit_file) {
	system_logged("systemctl disable $service_name >/dev/null 2>&1 </dev/null")
		if (has_systemd());
	unlink_logged($unit_file);
	system_logged("systemctl daemon-reload >/dev/null 2>&1 </dev/null")
		if (has_systemd());
	}
elsif (foreign_check("init")) {
	foreign_require("init");
	init::disable_at_boot($service_name);
	init::delete_at_boot($service_name) if (defined(&init::delete_at_boot));
	}
unlink_logged($rotate_file) if (-e $rotate_file);
}

# write_unit()
# Writes the unit for systemd if it differs from the one that is there
sub write_unit
{
my $unit = unit_text();
return if (read_file_contents($unit_file) eq $unit);
write_locked($unit_file, $unit);
system_logged("systemctl daemon-reload >/dev/null 2>&1 </dev/null");
}

# unit_text()
# Returns the unit for systemd, for this machine
sub unit_text
{
my $unit = read_file_contents(
	"$module_root_directory/backend/tools/unlimited-cluster.service");
my ($config_dir) = daemon_config_file() =~ /^(.*)\//;
my %env = daemon_environment();
my %place = ( 'NODE' => node_path(),
	      'MODULE' => $module_root_directory,
	      'ARGUMENTS' => join(" ", daemon_arguments()),
	      'CONFIG' => $env{'UNLIMITED_CLUSTER_CONFIG'},
	      'CONFIG_DIRECTORY' => $config_dir,
	      'DATA' => $env{'UNLIMITED_CLUSTER_DATA'},
	      'LISTEN' => $env{'UNLIMITED_CLUSTER_LISTEN'},
	      'LOGS' => log_directory() );
$unit =~ s/\@([A-Z_]+)\@/$place{$1}/g;
return $unit;
}

# write_rotation()
# Writes the rotation of the daemon's logs, if this machine rotates logs
sub write_rotation
{
return if (!-d '/etc/logrotate.d' || -e $rotate_file);
my $rotation = read_file_contents(
	"$module_root_directory/backend/tools/unlimited-cluster.logrotate");
my $logs = log_directory();
$rotation =~ s/\@LOGS\@/$logs/g;
write_locked($rotate_file, $rotation);
}

# write_locked(file, contents)
# Writes a file that everybody may read, under a lock
sub write_locked
{
my ($file, $contents) = @_;
lock_file($file);
write_file_contents($file, $contents);
set_ownership_permissions(undef, undef, oct('644'), $file);
unlock_file($file);
}

1;
