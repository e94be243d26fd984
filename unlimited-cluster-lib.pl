=head1 unlimited-cluster-lib.pl

What every page of this module shares: where things live, what the user may
do, and whether the daemon answers.

=cut

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';
BEGIN { push(@INC, ".."); };
use WebminCore;
use Socket;
use Fcntl;

our (%text, %config, %gconfig, %access, $module_name, $module_root_directory,
     $module_config_directory, $module_var_directory, $config_directory,
     $remote_user, $base_remote_user, $current_lang);

init_config();
%access = get_module_acl();

# is_system_webmin()
# Returns 1 if this is the machine's own Webmin, 0 if it is a second one, for
# example of a test
sub is_system_webmin
{
return $config_directory eq '/etc/webmin' ? 1 : 0;
}

# data_directory()
# Returns the directory of the database, the sockets and the token. It is
# outside the module directory, which an upgrade removes.
sub data_directory
{
return is_system_webmin() ? '/var/lib/unlimited-cluster'
			  : $module_var_directory;
}

# daemon_config_file()
# Returns the path of the daemon's configuration file, which may not exist
sub daemon_config_file
{
return is_system_webmin() ? '/etc/unlimited-cluster/config.json'
			  : "$module_config_directory/config.json";
}

# daemon_socket()
# Returns the path of the unix socket on which the daemon answers Webmin
sub daemon_socket
{
return data_directory()."/daemon.sock";
}

# daemon_main()
# Returns the path of the daemon's program
sub daemon_main
{
return "$module_root_directory/backend/dist/main.js";
}

# module_url()
# Returns the path of this module as the browser sees it, with a slash at the
# end
sub module_url
{
return get_webprefix()."/$module_name/";
}

# user_rights()
# Returns the rights of the current user, of view, edit and act
sub user_rights
{
return ( ) if (!$access{'view'});
return ('view') if (is_readonly_mode());
return grep { $access{$_} } qw(view edit act);
}

# user_can(right)
# Returns 1 if the current user has some right, 0 if not
sub user_can
{
my ($right) = @_;
return (grep { $_ eq $right } user_rights()) ? 1 : 0;
}

# user_access_json()
# Returns the rights of the current user in the form the daemon reads, with
# no character outside ASCII so that it fits into a header
sub user_access_json
{
my @clusters = split(/\s+/, $access{'clusters'});
my $all = !@clusters || grep { $_ eq '*' } @clusters;
return '{"rights":['.join(",", map { json_string($_) } user_rights()).
       '],"clusters":'.
       ($all ? '"*"' : '['.join(",", map { json_string($_) } @clusters).']').
       '}';
}

# json_string(text)
# Returns some text as a JSON string in ASCII. Bytes that are not UTF-8 become
# U+FFFD.
sub json_string
{
my ($str) = @_;
$str = '' if (!defined($str));
utf8::decode($str) if (!utf8::is_utf8($str));
$str =~ s/([\\"])/\\$1/g;
$str =~ s/([^\x20-\x7e])/json_escape(ord($1))/ge;
return '"'.$str.'"';
}

# json_escape(codepoint)
# Returns the \u form of one character, as two of them above U+FFFF
sub json_escape
{
my ($c) = @_;
return sprintf("\\u%04x", $c) if ($c < 0x10000);
$c -= 0x10000;
return sprintf("\\u%04x\\u%04x", 0xd800 + ($c >> 10), 0xdc00 + ($c & 0x3ff));
}

# connect_daemon()
# Returns a handle connected to the daemon, or undef and the reason
sub connect_daemon
{
my $path = daemon_socket();
socket(my $fh, PF_UNIX, SOCK_STREAM, 0) || return (undef, "$!");
my $address = eval { sockaddr_un($path) };
return (undef, "path too long") if (!$address);
if (!connect($fh, $address)) {
	my $why = "$!";
	close($fh);
	return (undef, $why);
	}
binmode($fh);
return ($fh);
}

# is_daemon_alive([seconds])
# Returns 1 if the daemon answers its health check in time, 0 if not
sub is_daemon_alive
{
my ($timeout) = @_;
my ($fh) = connect_daemon();
return 0 if (!$fh);
syswrite($fh, "GET /api/health HTTP/1.0\r\nHost: localhost\r\n\r\n");
my $rin = '';
vec($rin, fileno($fh), 1) = 1;
my $answer = '';
if (select($rin, undef, undef, $timeout || 2) > 0) {
	sysread($fh, $answer, 1024);
	}
close($fh);
return $answer =~ /^HTTP\/1\.\d 200 / ? 1 : 0;
}

# csrf_token()
# Returns the token that proves that a request which changes something comes
# from a page given to this very session
sub csrf_token
{
require Digest::SHA;
return Digest::SHA::hmac_sha256_hex(
	($main::session_id || '')."\0".$remote_user, csrf_key());
}

# csrf_key()
# Returns the secret behind the tokens, made at its first use
sub csrf_key
{
my $file = "$module_config_directory/csrf.key";
my $key = read_file_contents($file);
return $key if (length($key) >= 32);
$key = random_hex(32);
write_secret($file, $key);
return $key;
}

# random_hex(bytes)
# Returns random bytes as hexadecimal digits
sub random_hex
{
my ($bytes) = @_;
my $buf = '';
open(my $fh, '<:raw', '/dev/urandom') || die "/dev/urandom : $!";
my $got = read($fh, $buf, $bytes);
close($fh);
die "/dev/urandom is too short" if ($got != $bytes);
return unpack('H*', $buf);
}

# write_secret(file, contents, [uid, gid])
# Writes a file that only its owner reads, at once: a reader sees the old
# contents or the new, never a part
sub write_secret
{
my ($file, $contents, $uid, $gid) = @_;
my $temp = "$file.$$";
unlink($temp);
sysopen(my $fh, $temp, O_WRONLY|O_CREAT|O_EXCL, 0600) ||
	die "$temp : $!";
print $fh $contents;
close($fh) || die "$temp : $!";
chown($uid, $gid, $temp) if (defined($uid));
rename($temp, $file) || die "$file : $!";
}

1;
