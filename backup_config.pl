# What Webmin's backup of configuration files takes from this module: its
# daemon's configuration and the whole map, but neither secrets nor their key

use strict;
use warnings;
no warnings 'uninitialized';

require 'unlimited-cluster-lib.pl';	## no critic

our (%text, $module_root_directory, $module_config_directory);
require "$module_root_directory/request-lib.pl";	## no critic
require "$module_root_directory/relay-lib.pl";	## no critic

# map_file()
# Returns the path of the map as a file while a backup or a restore runs
sub map_file
{
return "$module_config_directory/map.json";
}

# backup_config_files()
# Returns files and directories that can be backed up
sub backup_config_files
{
return grep { -r $_ } (daemon_config_file(), map_file());
}

# pre_backup(&files)
# Asks the daemon for the map. Returns undef or an error.
sub pre_backup
{
my ($map, $err) = ask_daemon("GET", "/export");
return $err if ($err);
write_secret(map_file(), $map);
return;
}

# post_backup(&files)
# Removes the file that was made for the backup
sub post_backup
{
unlink(map_file());
return;
}

# pre_restore(&files)
# Nothing needs to be done before the files come back
sub pre_restore
{
return;
}

# post_restore(&files)
# Makes the map what it was, as one change that can be undone. Returns undef or
# an error.
sub post_restore
{
return if (!-r map_file());
my (undef, $err) = ask_daemon("POST", "/import?mode=replace",
			      read_file_contents(map_file()));
unlink(map_file()) if (!$err);
return $err;
}

# ask_daemon(method, path, [body])
# Returns the daemon's answer, or undef and why there is none
sub ask_daemon
{
my ($method, $path, $body) = @_;
$body = '' if (!defined($body));
my ($fh, $why) = connect_daemon();
return (undef, text('api_edaemon', daemon_socket(), $why)) if (!$fh);
my $answer;
eval {
	send_piece($fh, "$method /api$path HTTP/1.0\r\nHost: localhost\r\n".
			"Content-Type: application/json\r\n".
			"Content-Length: ".length($body)."\r\n\r\n".$body);
	my $head = read_answer_head($fh, 0);
	$answer = $head->{'rest'};
	while((my $piece = read_piece($fh, 0)) ne '') {
		$answer .= $piece;
		}
	die { 'detail' => "HTTP $head->{'status'} $answer" }
		if ($head->{'status'} !~ /^2/);
	};
my $err = ref($@) ? $@->{'detail'} : $@;
close($fh);
return $err ? (undef, $err) : ($answer);
}

1;
